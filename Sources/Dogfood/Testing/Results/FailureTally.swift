/// How often a test failed with a change and without it, in runs of both kinds under the same load.
///
/// A test that fails by chance, or since the machine is busy, fails in the base as well; one that the change broke fails
/// more often with it than chance allows.
package struct FailureTally: Sendable, Equatable {
    package struct Runs: Sendable, Equatable {
        package var failures = 0
        package var count = 0

        package init(failures: Int = 0, count: Int = 0) {
            self.failures = failures
            self.count = count
        }

        mutating func add(_ failed: Bool) {
            count += 1
            failures += failed ? 1 : 0
        }
    }

    package enum Verdict: Sendable, Equatable {
        /// Only with the change, again and again; or so often that it is no chance.
        case guilty
        /// In the base, too, and not clearly more often with the change.
        case excused
        /// Once with the change and never since, and never in the base: nobody can tell.
        case undecided
    }

    package var change: Runs
    package var base: Runs

    package init(change: Runs = Runs(), base: Runs = Runs()) {
        self.change = change
        self.base = base
    }

    package var verdict: Verdict {
        if base.failures == 0 { return change.failures > 1 ? .guilty : .undecided }
        return chance < 0.05 ? .guilty : .excused
    }

    /// How likely as many of all failures, or more, fall on the runs with the change if it plays no part: Fisher's
    /// exact test, one-sided.
    package var chance: Double {
        let failures = change.failures + base.failures
        let all = Self.choices(failures, of: change.count + base.count)
        return (change.failures...min(failures, change.count)).reduce(0) { sum, number in
            sum + Self.choices(number, of: change.count) * Self.choices(failures - number, of: base.count) / all
        }
    }

    private static func choices(_ number: Int, of count: Int) -> Double {
        guard number >= 0, number <= count else { return 0 }
        return (0..<number).reduce(1) { $0 * Double(count - $1) / Double($1 + 1) }
    }

    /// `failed 2 of 13 runs with the change and 3 of 15 without`.
    package var words: String {
        "failed \(change.failures) of \(change.count) runs with the change and \(base.failures) of \(base.count) without"
    }
}
