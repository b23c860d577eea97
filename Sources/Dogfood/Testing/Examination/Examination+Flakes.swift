extension Examination {
    private static let rounds = 3

    /// Runs tests that failed again, on the candidate and on the base in turn.
    ///
    /// A test that fails in the base, too, is not held against the candidate. One that fails in the candidate alone is,
    /// be it only once.
    /// - Parameter slot: where they failed.
    /// - Throws: the refusal that the failures lead to.
    func rerun(_ tests: [String], in slot: Slot, failed refusal: GateRefusal) async throws {
        let known = Set(base.record.runs.flatMap(\.outcomes.keys))
        guard tests.count <= 20, known.isSuperset(of: tests) else { throw refusal }
        let baseSlot = try await self.slot("base", baseEntries, layers: [base.layer])
        let filter = tests.map(Self.pattern)
        var failsInBase: Set<String> = []
        var failsAgain: Set<String> = []
        for round in 1...Self.rounds {
            progress("flakes \(round)/\(Self.rounds)")
            let again = try await slot.test(base.record.testLimits, filter: filter).results
            failsAgain.formUnion(tests.filter { again.outcomes[$0] != .passed })
            let before = try await baseSlot.test(base.record.testLimits, filter: filter).results
            failsInBase.formUnion(tests.filter { before.outcomes[$0] != .passed })
        }
        let guilty = tests.filter { !failsInBase.contains($0) }
        guard guilty.isEmpty else {
            guard failsAgain.isDisjoint(with: guilty) else { throw refusal }
            throw GateRefusal(
                failure: .flaky,
                summary: "\(guilty.joined(separator: ", ")) failed once with the change and never without it",
                feedback: (refusal.feedback ?? "")
                    + "\nThat was once: run again it passed, and it never failed without the change. If the change "
                    + "cannot be the cause, write the same mend with fewer or other lines.",
                log: refusal.log)
        }
        flaky += tests
    }

    func flakes() async throws -> GatePass {
        if flaky.isEmpty { return .skipped("no test failed") }
        return GatePass(summary: "these fail in the base, too: \(flaky.joined(separator: ", "))")
    }
}
