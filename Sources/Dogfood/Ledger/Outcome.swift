/// How an attempt or a run ended: `proposed`, `failed:test`, `stopped:budget`, `interrupted`, …
package enum Outcome: Sendable, Equatable, Hashable, CustomStringConvertible {
    package enum Stop: String, Sendable, CaseIterable { case budget, user }

    /// A run that came to its end, whether or not it proposed anything.
    case done
    case proposed
    case failed(GateRecord.Failure)
    case stopped(Stop)
    /// The process ended in the middle.
    case interrupted
    /// The analyst or its model failed; the text says how.
    case error(String)

    package var description: String {
        switch self {
        case .done: "done"
        case .proposed: "proposed"
        case .failed(let failure): "failed:\(failure.rawValue)"
        case .stopped(let stop): "stopped:\(stop.rawValue)"
        case .interrupted: "interrupted"
        case .error(let text): "error:\(text)"
        }
    }

    package init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        switch (parts[0], parts.count > 1 ? parts[1] : nil) {
        case ("done", nil): self = .done
        case ("proposed", nil): self = .proposed
        case ("interrupted", nil): self = .interrupted
        case ("error", let text?): self = .error(text)
        case ("failed", let text?):
            guard let failure = GateRecord.Failure(rawValue: text) else { return nil }
            self = .failed(failure)
        case ("stopped", let text?):
            guard let stop = Stop(rawValue: text) else { return nil }
            self = .stopped(stop)
        default: return nil
        }
    }
}

extension Outcome: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let outcome = Outcome(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no outcome: \(text)")
        }
        self = outcome
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
