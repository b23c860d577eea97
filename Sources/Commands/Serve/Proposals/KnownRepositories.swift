import Dogfood
import GitStore
import Synchronization

/// The repositories that clients of the daemon ask about; the records of each are read once and then followed.
final class KnownRepositories: Sendable {
    private let environment: [String: String]
    private let ledgers = Mutex<[String: Ledger]>([:])

    init(environment: [String: String]) { self.environment = environment }

    /// The proposals of the repository that `path` is, or lies in.
    /// - Returns: nil when nothing was ever recorded of it.
    func proposals(of path: String) throws -> Proposals? {
        let git = try GitRepository.discover(from: Array(path.utf8))
        guard DogfoodFolder.exists(DogfoodFolder.path(of: git, in: try OpenRepository.state(environment))) else {
            return nil
        }
        return try proposals(of: git)
    }

    /// The proposals of a repository of which something is going to be recorded.
    func opened(_ path: String) throws -> Proposals {
        try proposals(of: try GitRepository.discover(from: Array(path.utf8)))
    }

    private func proposals(of git: GitRepository) throws -> Proposals {
        let folder = try DogfoodFolder(of: git, in: try OpenRepository.state(environment))
        let ledger = try ledgers.withLock { ledgers in
            let ledger = try ledgers[folder.path] ?? Ledger(folder)
            ledgers[folder.path] = ledger
            return ledger
        }
        return Proposals(of: git.workFolder ?? git.gitFolder, ledger: ledger)
    }

    /// The same, for what needs a proposal.
    func proposals(with id: String, in path: String) throws -> (Proposals, LedgerState.Entry) {
        guard let proposals = try proposals(of: path) else { throw ProposalError.unknown(id) }
        return (proposals, try proposals.entry(id))
    }
}
