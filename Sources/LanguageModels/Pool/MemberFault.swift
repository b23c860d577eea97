/// What a failed call says about the server that failed it.
enum MemberFault: Sendable, Equatable {
    /// Nothing: the request would fail anywhere, or its caller went away.
    case none
    /// It asks for a pause of so many seconds.
    case busy(pause: Double)
    /// It has more to do than it can.
    case overloaded
    case unreachable
    /// It failed, and the next call may succeed.
    case failed
    /// It fails every call until somebody changes something: a key, a model that is not there.
    case lasting

    /// Seconds of pause where the server asks for one and does not say how long.
    private static let usualPause = 1.0

    init(_ error: ModelError) {
        self =
            switch error.kind {
            case .rateLimited(let seconds): .busy(pause: seconds ?? Self.usualPause)
            case .timeout, .serverFailure(503), .serverFailure(529): .overloaded
            case .unreachable: .unreachable
            case .serverFailure, .malformed: .failed
            case .authentication, .unknownModel, .configuration: .lasting
            case .rejected(let status): [402, 403, 404].contains(status) ? .lasting : .none
            case .contextOverflow, .refused, .cancelled: .none
            }
    }
}

extension ModelError {
    /// True when another server may answer what this one did not.
    var mayPassElsewhere: Bool {
        switch kind {
        case .contextOverflow, .refused, .cancelled: false
        default: true
        }
    }
}
