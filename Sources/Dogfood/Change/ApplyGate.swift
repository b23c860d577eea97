package import GitStore

/// The first gate: whether edits make a candidate at all.
package enum ApplyGate {
    /// The gate's record, and the candidate when it passed.
    package static func examine(
        _ edits: [Edit], base: GitObjectID, repository: GitRepository
    ) -> (record: GateRecord, candidate: Candidate?) {
        let clock = ContinuousClock()
        let began = clock.now
        let outcome: Result<Candidate, EditError>
        do throws(EditError) {
            outcome = .success(try Candidate.make(edits, base: base, repository: repository))
        } catch { outcome = .failure(error) }
        let seconds = (clock.now - began) / .seconds(1)
        switch outcome {
        case .success(let candidate):
            let summary = summary(edits.count, candidate)
            return (GateRecord(gate: .apply, outcome: .passed, summary: summary, seconds: seconds), candidate)
        case .failure(let error):
            let record = GateRecord(
                gate: .apply, outcome: .failed, failure: .apply, summary: error.description, feedback: error.feedback,
                seconds: seconds)
            return (record, nil)
        }
    }

    /// `3 edits of 2 files, 1 found but for indentation`.
    private static func summary(_ edits: Int, _ candidate: Candidate) -> String {
        let files = candidate.changes.count
        let start = "\(edits) \(edits == 1 ? "edit" : "edits") of \(files) \(files == 1 ? "file" : "files")"
        let loose = MatchTier.allCases.dropFirst().compactMap { tier in
            let count = candidate.tiers.count { $0 == tier }
            return count == 0 ? nil : "\(count) found but for \(tier.rawValue)"
        }
        return ([start] + loose).joined(separator: ", ")
    }
}
