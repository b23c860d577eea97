import FoundationEssentials
import REPL
import Testing

/// Programs that ask models do the same whether their calls are sent ahead or not.
///
/// Compared are the outcome, what is printed, tracebacks, every variable with its value, the answer, and the calls.
/// RLM_TEST_PROGRAMS=1 runs all programs and 300 generated ones; a larger number is that of further generated batches.
@Suite struct DifferentialTests {
    static let batches = Int(ProcessInfo.processInfo.environment["RLM_TEST_PROGRAMS"] ?? "") ?? 0
    static let all = batches > 0
    static let files = ["comprehensions", "consumers", "dependent", "effects", "failures", "loops"]
    /// Each so many programs, one runs by default.
    static let sample = 8

    @Test(.timeLimit(.minutes(4)), arguments: files)
    func programsDoTheSame(file: String) async throws {
        let programs = try Program.file(file + ".py")
        #expect(programs.count > 20)
        let chosen = Self.all ? programs : stride(from: 0, to: programs.count, by: Self.sample).map { programs[$0] }
        try await Self.compare(chosen)
    }

    @Test(.timeLimit(.minutes(4)), arguments: all ? Array(1...4 + batches) : [1])
    func generatedProgramsDoTheSame(seed: Int) async throws {
        let programs = try await Program.generated(seed: seed, count: Self.all ? 60 : 12)
        #expect(programs.count >= 12)
        try await Self.compare(programs)
    }

    private static func compare(_ programs: [Program]) async throws {
        let (plain, ahead) = (try await ProgramRunner(ahead: false), try await ProgramRunner(ahead: true))
        for program in programs {
            let expected = try await plain.run(program)
            var found = try await ahead.run(program)
            for (cell, wanted) in zip(found.cells, expected.cells) {
                #expect(cell == wanted, "\(program)")
            }
            let missing = expected.calls.asked.filter { found.calls.asked[$0.key, default: 0] < $0.value }
            #expect(missing.isEmpty, "\(program)")
            if !program.isLossy { #expect(found.calls.asked == expected.calls.asked, "\(program)") }
            if program.order == .sequential { #expect(found.calls.most <= 1, "\(program)") }
            if program.order == .parallel {
                // On a loaded machine a call may have ended before the next has left.
                if found.calls.most < 2 {
                    _ = try await plain.run(program, delay: .zero)
                    found = try await ahead.run(program, delay: .milliseconds(200))
                }
                #expect(found.calls.most > 1, "\(program)")
            }
        }
        await plain.close()
        await ahead.close()
    }
}
