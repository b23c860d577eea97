/// How a gate lets a candidate through.
struct GatePass: Sendable {
    var outcome = GateRecord.Outcome.passed
    var summary: String
    var log: [UInt8]?

    static func skipped(_ why: String) -> GatePass { GatePass(outcome: .skipped, summary: why) }
}

/// Why a gate stops a candidate.
struct GateRefusal: Error {
    var failure: GateRecord.Failure
    var summary: String
    var feedback: String?
    var log: [UInt8]?
}
