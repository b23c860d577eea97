/// Why a model gave no reply, in terms that a caller can act on and a user can read.
package struct ModelError: Error, Sendable, Equatable, CustomStringConvertible {
    package enum Kind: Sendable, Equatable {
        /// No key, a wrong key, or no permission.
        case authentication
        /// Too many requests or no quota; seconds to wait when the provider told.
        case rateLimited(retryAfter: Double?)
        /// Prompt and reply do not fit the model's window.
        case contextOverflow
        /// The provider declined to answer this content.
        case refused
        /// No such model at this provider.
        case unknownModel
        /// No answer in time.
        case timeout
        /// The server could not be reached, or the connection broke.
        case unreachable
        /// The server failed (5xx, overloaded); HTTP status.
        case serverFailure(status: Int)
        /// The request was rejected for another reason (4xx); HTTP status.
        case rejected(status: Int)
        /// The reply could not be understood.
        case malformed
        /// The settings do not make sense (unknown provider, no such command).
        case configuration
        /// The calling task was cancelled.
        case cancelled
    }

    package var kind: Kind
    /// The model's full name, or the provider's when no model was chosen yet.
    package var model: String
    /// What happened and why, in one sentence, with no secret in it.
    package var message: String
    /// What the user can do next; nil when there is nothing useful to say.
    package var hint: String?

    package init(_ kind: Kind, model: String, message: String, hint: String? = nil) {
        self.kind = kind
        self.model = model
        self.message = message
        self.hint = hint
    }

    /// True when the same call may succeed later without any change.
    package var isTransient: Bool {
        switch kind {
        case .rateLimited, .timeout, .unreachable, .serverFailure, .malformed: true
        default: false
        }
    }

    package var description: String {
        "\(model): \(message)" + (hint.map { " \($0)" } ?? "")
    }
}
