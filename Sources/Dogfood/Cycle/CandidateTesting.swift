/// The gates that run the candidate's code, in their order, up to the first failure.
package protocol CandidateTesting: Sendable {
    /// - Parameter onProgress: one line for people, such as `tests 212/412`; may be called from any thread.
    func examine(_ candidate: Candidate, onProgress: @escaping @Sendable (String) -> Void) async -> [GateRecord]
}
