import Commands
import Dogfood
import GitStore

/// How a verb fails: the exit status and what is said of each error.
enum DogfoodFailure {
    static func of(_ error: any Error) -> CommandFailure {
        switch error {
        case let error as LedgerError: CommandFailure(.incomplete, error.description)
        case let error as ProposalError: CommandFailure(.incomplete, error.description)
        case let error as PolicyError: CommandFailure(.usage, error.description)
        case let error as GitError: CommandFailure(.input, error.description)
        default: CommandFailure(error)
        }
    }
}
