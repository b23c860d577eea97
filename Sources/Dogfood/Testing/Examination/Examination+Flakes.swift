extension Examination {
    /// Runs of the failed tests alone, with the change and without in turn; of all that ran when they failed.
    private static let (rounds, loadedRounds) = (10, 2)

    /// Runs tests that failed again, with the change and without, and counts.
    ///
    /// Alone first. What fails in neither then ran under a load that it cannot bear, so all that ran with it runs again,
    /// too. A test that fails in the base about as often is not held against the candidate; one that fails with the
    /// change alone is, and so is one that fails there more often than chance allows.
    /// - Parameters:
    ///   - slot: where they failed.
    ///   - filter: of the run in which they failed.
    /// - Throws: the refusal that the failures lead to.
    func rerun(_ tests: [String], in slot: Slot, filter: [String], failed refusal: GateRefusal) async throws {
        let known = Set(base.record.runs.flatMap(\.outcomes.keys))
        guard tests.count <= 20, known.isSuperset(of: tests) else { throw refusal }
        var tallies = Dictionary(uniqueKeysWithValues: tests.map { ($0, pinned($0)) })
        for test in tests { tallies[test]?.change.add(true) }
        let baseSlot = try await self.slot("base", baseEntries, layers: [base.layer])
        for round in 1...Self.rounds {
            progress("flakes \(round)/\(Self.rounds)")
            try await count(tests, filter: tests.map(Self.pattern), in: slot, baseSlot, &tallies)
            // Always, and never without the change: there is nothing more to learn.
            if round > 2, tallies.values.contains(where: { $0.base.failures == 0 && $0.change.failures > round }) {
                break
            }
        }
        if tallies.values.contains(where: { $0.verdict == .undecided }),
            !tallies.values.contains(where: { $0.verdict == .guilty })
        {
            for round in 1...Self.loadedRounds {
                progress("flakes under load \(round)/\(Self.loadedRounds)")
                try await count(tests, filter: filter, in: slot, baseSlot, &tallies)
            }
        }
        try judge(tallies, refusal)
        flaky.merge(tallies) { $1 }
    }

    /// What the runs of the base when it was pinned say of a test.
    private func pinned(_ test: String) -> FailureTally {
        var tally = FailureTally()
        for run in base.record.runs { tally.base.add(run.outcomes[test] != .passed) }
        return tally
    }

    private func count(
        _ tests: [String], filter: [String], in slot: Slot, _ baseSlot: Slot, _ tallies: inout [String: FailureTally]
    ) async throws {
        let with = try await slot.test(base.record.testLimits, filter: filter).results
        let without = try await baseSlot.test(base.record.testLimits, filter: filter).results
        for test in tests {
            tallies[test]?.change.add(with.outcomes[test] != .passed)
            tallies[test]?.base.add(without.outcomes[test] != .passed)
        }
    }

    private func judge(_ tallies: [String: FailureTally], _ refusal: GateRefusal) throws {
        var refusal = refusal
        if let guilty = tallies.filter({ $0.value.verdict == .guilty }).min(by: { $0.key < $1.key }) {
            refusal.summary += "; run again, \(guilty.key) \(guilty.value.words)"
            throw refusal
        }
        guard let unclear = tallies.filter({ $0.value.verdict == .undecided }).min(by: { $0.key < $1.key }) else {
            return
        }
        throw GateRefusal(
            failure: .flaky, summary: "\(unclear.key) \(unclear.value.words)",
            feedback: (refusal.feedback ?? "")
                + "\nThat was once: run again it passed, and it never failed without the change. If the change "
                + "cannot be the cause, write the same mend with fewer or other lines.",
            log: refusal.log)
    }

    func flakes() async throws -> GatePass {
        if flaky.isEmpty { return .skipped("no test failed") }
        let list = flaky.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.words)" }
        return GatePass(summary: "not held against the change: \(list.joined(separator: "; "))")
    }
}
