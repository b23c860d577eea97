package import JSON

/// Why a request was not answered with a result.
package struct RPCError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What happened, which also decides the code.
    package enum Kind: String, Sendable, CaseIterable {
        case parseError, invalidRequest, methodNotFound, invalidParams, internalError, cancelled
        /// A request before `initialize`.
        case notInitialized
        /// Too much is under way already.
        case busy
        /// Something is no longer what the client believes it is.
        case stale
        /// Somebody else was faster, or the state does not allow it.
        case conflict
        case notFound
        case tooLarge
        case shuttingDown
        /// The request has to say once more what it is about.
        case confirmationNeeded
        case modelUnavailable

        package var code: Int {
            switch self {
            case .parseError: -32700
            case .invalidRequest: -32600
            case .methodNotFound: -32601
            case .invalidParams: -32602
            case .internalError: -32603
            case .cancelled: -32800
            case .notInitialized: 1
            case .busy: 2
            case .stale: 3
            case .conflict: 4
            case .notFound: 5
            case .tooLarge: 6
            case .shuttingDown: 7
            case .confirmationNeeded: 8
            case .modelUnavailable: 9
            }
        }
    }

    package var kind: Kind
    /// What happened and why, for people.
    package var message: String
    /// What to do next.
    package var hint: String?
    /// True when the same request may succeed later.
    package var retryable: Bool

    package init(_ kind: Kind, _ message: String, hint: String? = nil, retryable: Bool? = nil) {
        self.kind = kind
        self.message = message
        self.hint = hint
        self.retryable = retryable ?? [.busy, .shuttingDown, .modelUnavailable].contains(kind)
    }

    package static let cancelled = RPCError(.cancelled, "the request was cancelled")

    package var description: String { hint.map { message + "; " + $0 } ?? message }

    package var json: JSONValue {
        [
            "code": .integer(kind.code), "message": .string(message),
            "data": .members([
                "kind": .string(kind.rawValue), "retryable": .bool(retryable), "hint": hint.map { .string($0) },
            ]),
        ]
    }

    /// Reads what another side sent; codes of its own become internal errors.
    package init(_ json: JSONValue) {
        let data = json["data"]
        let named = data?["kind"]?.string.flatMap(Kind.init)
        let kind = named ?? Kind.allCases.first { $0.code == json["code"]?.integer } ?? .internalError
        self.init(
            kind, json["message"]?.string ?? kind.rawValue, hint: data?["hint"]?.string,
            retryable: data?["retryable"]?.bool)
    }
}
