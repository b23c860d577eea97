/// What one run of the tests said, as it was seen from outside.
package struct TestRun: Codable, Sendable, Equatable {
    /// The status that the command ended with; nil when it was killed.
    package var exitCode: Int32?
    package var seconds: Double
    /// The longest time without output, in seconds.
    package var longestSilence: Double
    /// How each test ended, by its name without the place in the file.
    package var outcomes: [String: TestOutcome] = [:]
    /// What the tests that failed said, by test.
    package var messages: [String: [String]] = [:]
    /// False when a test process did not say that its run was over.
    package var isComplete = false
    /// Reports that contradict themselves, such as a test that ended twice.
    package var contradictions: [String] = []

    /// What it says of the tests of some modules; nil for all.
    func only(_ modules: [String]?) -> TestRun {
        guard let modules else { return self }
        var run = self
        run.outcomes = outcomes.filter { test, _ in modules.contains { test.hasPrefix("\($0).") } }
        return run
    }

    package func tests(_ outcome: TestOutcome) -> [String] {
        outcomes.filter { $0.value == outcome }.keys.sorted()
    }

    package init(
        exitCode: Int32?, seconds: Double, longestSilence: Double, outcomes: [String: TestOutcome] = [:],
        messages: [String: [String]] = [:], isComplete: Bool = false, contradictions: [String] = []
    ) {
        self.exitCode = exitCode
        self.seconds = seconds
        self.longestSilence = longestSilence
        self.outcomes = outcomes
        self.messages = messages
        self.isComplete = isComplete
        self.contradictions = contradictions
    }
}
