package import Commands
import FoundationEssentials

extension OpenRepository {
    /// Opens the repository that `--repo` names, or that the current folder lies in.
    package convenience init(_ input: VerbInput) throws {
        try self.init(at: input.repositoryPath, environment: input.environment)
    }
}

extension VerbInput {
    /// What `--repo` names, or the current folder.
    var repositoryPath: String { URL(filePath: parsed.text("--repo") ?? ".").path(percentEncoded: false) }
}
