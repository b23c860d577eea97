/// Says whether a candidate's test run is as good as the base commit's, test by test.
///
/// Nothing that the candidate prints can make it pass by itself: what the base's tests did is known, and each of them has
/// to be seen to end as it did there.
package struct Oracle: Sendable {
    package enum Verdict: Sendable, Equatable {
        case green(summary: String)
        /// Tests that failed and do not fail in the base.
        case red(tests: [String], summary: String)
        /// Something that the base's run has is missing.
        case truncated(summary: String)
    }

    /// What the base's runs lead to expect of a test.
    private enum Expectation { case pass, skip, known, anything }

    private let expected: [String: Expectation]

    /// - Parameters:
    ///   - base: the runs of the base commit's tests.
    ///   - quarantine: tests whose failures are not held against the candidate.
    package init(base: [TestRun], quarantine: Set<String> = []) {
        var outcomes: [String: Set<TestOutcome>] = [:]
        for run in base { for (test, outcome) in run.outcomes { outcomes[test, default: []].insert(outcome) } }
        expected = outcomes.mapValues { seen in
            // One that fails now and then has to be run again when it does.
            if seen.contains(.passed), seen.isSubset(of: [.passed, .failed]) { return .pass }
            if seen.isSubset(of: [.passed, .known]) { return .known }
            return seen.isSubset(of: [.passed, .skipped]) ? .skip : .anything
        }
        .merging(quarantine.map { ($0, .anything) }) { $1 }
    }

    package func judge(_ run: TestRun) -> Verdict {
        let red = run.tests(.failed).filter { expected[$0] != .anything }
        if !red.isEmpty { return .red(tests: red, summary: Self.list("failed that the base passes", red)) }
        if let contradiction = run.contradictions.first {
            return .truncated(summary: "the test run's report contradicts itself: \(contradiction)")
        }
        let again = run.outcomes.keys.filter { expected[$0] == nil && RepeatedTest.plainName($0) != $0 }
        if !again.isEmpty { return .truncated(summary: Self.list("ran more often than in the base", again.sorted())) }
        let missing = expected.keys.filter { run.outcomes[$0] == nil || run.outcomes[$0] == .unfinished }
        if !missing.isEmpty { return .truncated(summary: Self.list("of the base did not end", missing.sorted())) }
        if !run.isComplete { return .truncated(summary: "the test run never said that it was over") }
        let lost = expected.filter { test, expectation in
            switch run.outcomes[test] {
            case .skipped: expectation == .pass || expectation == .known
            case .known: expectation == .pass || expectation == .skip
            default: false
            }
        }
        if !lost.isEmpty {
            return .truncated(summary: Self.list("of the base no longer count", lost.keys.sorted()))
        }
        // A failure that stands for a status of 1 is one that fails in the base, too, or now and then.
        if run.exitCode == nil || run.exitCode != 0 && run.tests(.failed).isEmpty {
            let how = run.exitCode.map { "with status \($0)" } ?? "by a signal"
            return .truncated(summary: "the test command ended \(how), though no test failed")
        }
        return .green(summary: summary(run))
    }

    private func summary(_ run: TestRun) -> String {
        let more = run.outcomes.keys.filter { expected[$0] == nil }.count
        let red = expected.filter { $0.value == .anything }.count
        return "\(expected.count) \(expected.count == 1 ? "test" : "tests") as in the base"
            + (more > 0 ? ", \(more) more" : "") + (red > 0 ? "; \(red) of them fail in the base, too" : "")
    }

    private static func list(_ what: String, _ tests: [String]) -> String {
        let shown = tests.prefix(3).joined(separator: ", ")
        let rest = tests.count > 3 ? " and \(tests.count - 3) more" : ""
        return "\(tests.count) \(tests.count == 1 ? "test" : "tests") \(what): \(shown)\(rest)"
    }
}
