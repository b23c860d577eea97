import Commands
import Dogfood
import FoundationEssentials
import GitStore

extension OpenRepository {
    /// The rules of the base commit, with the user's own over them.
    func policy(for base: GitObjectID) throws -> Policy {
        var user: (text: String, name: String)?
        if FileManager.default.fileExists(atPath: folder.policy) {
            user = (try String(contentsOfFile: folder.policy, encoding: .utf8), folder.policy)
        }
        return try Policy(base: base, repository: git, user: user)
    }

    /// Builds and tests as the command line says.
    func examiner(_ parsed: ParsedArguments) -> Examiner {
        Examiner(
            repository: String(decoding: place, as: UTF8.self), folder: folder.path,
            command: parsed.text("--test-command").map { .shell($0) } ?? .swift,
            keepLog: { [artifacts = ledger.artifacts] in try artifacts.keep($0) })
    }
}
