extension Examination {
    /// New tests have to fail without the change, or they prove nothing of it.
    func revertCheck() async throws -> GatePass {
        guard changesTests else { return .skipped("the change brings no tests") }
        guard changesSources else { return .skipped("only tests change: they describe what holds already") }
        let slot = try await slot(
            "revert", mix(sources: baseEntries, tests: candidateEntries), layers: [base.layer])
        if case .shell(let line) = workshop.command {
            let run = try await slot.shell(line, base.record.testLimits)
            guard run.isSuccess else { return GatePass(summary: "the tests fail without the change", log: run.output) }
            throw vacuous("the change's tests", log: run.output)
        }
        guard !newTests.isEmpty else { return .skipped("no test is new") }
        let build = try await slot.build(base.record.buildLimits)
        guard build.isSuccess else {
            return GatePass(summary: "the new tests do not build without the change", log: build.output)
        }
        let (run, results) = try await slot.test(base.record.testLimits, filter: newTests.map(Self.pattern))
        let failing = newTests.filter { results.outcomes[$0] != .passed }
        guard !failing.isEmpty else { throw vacuous(newTests.joined(separator: ", "), log: run.output) }
        let rest = newTests.count - failing.count
        return GatePass(
            summary: "\(failing.count) of \(newTests.count) new tests \(failing.count == 1 ? "fails" : "fail") "
                + "without the change and \(failing.count == 1 ? "passes" : "pass") with it"
                + (rest > 0 ? "; the others pass either way" : ""),
            log: run.output)
    }

    private func vacuous(_ tests: String, log: [UInt8]) -> GateRefusal {
        GateRefusal(
            failure: .test, summary: "the new tests pass without the change, so they prove nothing of it: \(tests)",
            feedback: "These tests pass without the change, too: \(tests). Write tests that fail without it, or none.",
            log: log)
    }

    /// A pattern that `swift test --filter` finds this test alone by.
    static func pattern(_ test: String) -> String {
        let test = RepeatedTest.plainName(test)
        let escaped = test.map { "()[]{}.*+?^$|\\".contains($0) ? "\\\($0)" : "\($0)" }.joined()
        // XCTest's lines name a test `Class.method`, its filter `Module.Class/method`.
        guard !test.contains("/"), !test.hasSuffix(")"), let dot = test.lastIndex(of: ".") else { return "^\(escaped)" }
        return "\\.\(test[..<dot])/\(test[test.index(after: dot)...])$"
    }
}
