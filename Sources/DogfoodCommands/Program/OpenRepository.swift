import Commands
package import Dogfood
import FoundationEssentials
package import GitStore

/// The repository that a verb is about, with what is kept of it.
///
/// Not safe for several threads at once, as its git handle.
package final class OpenRepository {
    package let git: GitRepository
    package let ledger: Ledger

    package var folder: DogfoodFolder { ledger.folder }

    package var proposals: Proposals { Proposals(of: git.workFolder ?? git.gitFolder, ledger: ledger) }

    /// Opens the repository that `--repo` names, or that the current folder lies in.
    package init(_ input: VerbInput) throws {
        let named = input.parsed.text("--repo") ?? "."
        let path = URL(filePath: named).path(percentEncoded: false)
        git = try GitRepository.discover(from: Array(path.utf8))
        guard let state = StateFolder(environment: input.environment) else {
            throw CommandFailure(
                .usage, "there is no folder to keep records in: set XDG_STATE_HOME or HOME to a folder of yours")
        }
        ledger = try Ledger(DogfoodFolder(of: git, in: state.path))
    }
}
