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
        let folder = DogfoodFolder.path(of: git, in: try OpenRepository.state(environment))
        let place = git.workFolder ?? git.gitFolder
        return try ledgers.withLock { ledgers in
            if let ledger = ledgers[folder] { return Proposals(of: place, ledger: ledger) }
            guard DogfoodFolder.exists(folder) else { return nil }
            let ledger = try Ledger(try DogfoodFolder(folder))
            ledgers[folder] = ledger
            return Proposals(of: place, ledger: ledger)
        }
    }

    /// The same, for what needs a proposal.
    func proposals(with id: String, in path: String) throws -> (Proposals, LedgerState.Entry) {
        guard let proposals = try proposals(of: path) else { throw ProposalError.unknown(id) }
        return (proposals, try proposals.entry(id))
    }
}
