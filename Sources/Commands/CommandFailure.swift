import Bridge
import Configuration
import Corpus
import LanguageModels
import RLMEngine
import ReplyCache

/// How a command fails: the exit status and what is said; every error that can reach the user has its place here.
package struct CommandFailure: Error, Sendable, Equatable {
    package var status: ExitCode
    /// Nil when there is nobody to be told.
    package var message: String?

    package init(_ status: ExitCode, _ message: String?) {
        self.status = status
        self.message = message
    }

    package init(_ error: any Error) {
        switch error {
        case let failure as CommandFailure: self = failure
        case let error as UsageError: self.init(.usage, error.description)
        case let error as SocketError: self.init(.incomplete, error.description)
        case let error as RPCError: self.init(.incomplete, error.description)
        case let error as ConfigurationError: self.init(.usage, error.description)
        case let error as ModelError: self.init(.model, error.description)
        case CorpusError.cancelled: self.init(.interrupted, "interrupted")
        case let error as CorpusError: self.init(.input, error.description)
        case let error as CacheError: self.init(.incomplete, error.description)
        case let error as TraceWriter.Failure: self.init(.usage, error.description)
        case let error as StandardOutput.Failure where error.isBrokenPipe: self.init(.incomplete, nil)
        case is CancellationError: self.init(.interrupted, "interrupted")
        default: self.init(.incomplete, "\(error)")
        }
    }
}
