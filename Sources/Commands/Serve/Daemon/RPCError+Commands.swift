import Bridge
import Corpus
import Dogfood
import GitStore
import LanguageModels

extension RPCError {
    /// What clients are told of any error of a command.
    init(_ error: any Error) {
        switch error {
        case let error as RPCError: self = error
        case is CancellationError: self = .cancelled
        case let error as ModelError: self.init(.modelUnavailable, error.description)
        case let error as CorpusError: self.init(.invalidParams, error.description)
        case let error as ProposalError: self.init(error)
        case LedgerError.busy(let holder): self.init(.busy, LedgerError.busy(holder).description)
        case let error as GitError: self.init(.notFound, error.description)
        default:
            let failure = CommandFailure(error)
            self.init(failure.status == .usage ? .invalidParams : .internalError, failure.message ?? "\(error)")
        }
    }

    private init(_ error: ProposalError) {
        switch error {
        case .unknown: self.init(.notFound, error.description)
        case .evidence, .alreadyResolved, .humanOwned, .stale, .wrongState, .inTheWay, .objection:
            self.init(.conflict, error.description)
        }
    }
}
