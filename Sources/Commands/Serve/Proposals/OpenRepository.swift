package import Dogfood
package import GitStore

/// A repository with what is kept of it.
///
/// Not safe for several threads at once, as its git handle.
package final class OpenRepository {
    package let git: GitRepository
    package let ledger: Ledger

    package var folder: DogfoodFolder { ledger.folder }

    package var proposals: Proposals { Proposals(of: git.workFolder ?? git.gitFolder, ledger: ledger) }

    /// Opens the repository that `path` is, or lies in.
    package init(at path: String, environment: [String: String]) throws {
        git = try GitRepository.discover(from: Array(path.utf8))
        ledger = try Ledger(DogfoodFolder(of: git, in: try Self.state(environment)))
    }

    static func state(_ environment: [String: String]) throws -> String {
        guard let state = StateFolder(environment: environment) else {
            throw CommandFailure(
                .usage, "there is no folder to keep records in: set XDG_STATE_HOME or HOME to a folder of yours")
        }
        return state.path
    }
}
