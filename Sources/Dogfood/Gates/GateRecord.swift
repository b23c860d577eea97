/// What one gate said of one candidate.
package struct GateRecord: Codable, Sendable, Equatable {
    package enum Outcome: String, Codable, Sendable { case passed, failed, skipped }

    /// Why a candidate failed.
    package enum Failure: String, Codable, Sendable {
        case apply, policy, format, build, test, timeout, truncated, flaky, sandbox
    }

    package var gate: GateName
    package var outcome: Outcome
    package var failure: Failure?
    /// One line for people: `412 tests as in the base, 1 more`.
    package var summary: String
    /// What a model may read to do better: 4 KB at most, never the names of checks that are held out.
    package var feedback: String?
    package var seconds: Double
    /// The SHA-256 of the log among the artifacts.
    package var log: String?

    package init(
        gate: GateName, outcome: Outcome, failure: Failure? = nil, summary: String, feedback: String? = nil,
        seconds: Double, log: String? = nil
    ) {
        self.gate = gate
        self.outcome = outcome
        self.failure = failure
        self.summary = summary
        self.feedback = feedback
        self.seconds = seconds
        self.log = log
    }
}
