import FoundationEssentials
import Glibc
import Posix
import TestSupport
import Testing

/// `rlm bench engine` as a user runs it.
@Suite(.timeLimit(.minutes(3))) struct BenchTests {
    private let program: BuiltProgram

    init() throws {
        program = try BuiltProgram()
    }

    @Test func measuresTheProgramItselfAndLeavesNothing() async throws {
        let outcome = try await program.run(
            [
                "bench", "engine", "--only", "start", "--only", "batched", "--only", "fleet-lost", "--runs", "2",
                "--json",
            ]
                + ["--csv", "runs.csv", "--svg", "plot.svg"],
            environment: ["TMPDIR": program.folder.path])
        #expect(outcome.code == 0, "\(outcome.stderr)")
        struct Report: Decodable {
            struct Row: Decodable {
                var name: String
                var value: Double
                var unit: String
            }
            var rows: [Row]
        }
        let rows = try JSONDecoder().decode(Report.self, from: Data(outcome.stdout.utf8)).rows
        #expect(rows.map(\.unit) == ["ms", "s", "lost"])
        #expect(rows.dropLast().allSatisfy { $0.value > 0 })
        #expect(rows.last?.value == 0)
        // 64 calls of 100 ms cannot be done sooner, and the clock would show it if they were not made.
        #expect(rows.dropLast().last.map { $0.value >= 0.1 } == true)
        let csv = try String(contentsOf: URL(filePath: program.folder.path("runs.csv")), encoding: .utf8)
        #expect(csv.split(separator: "\n").count == 7)
        #expect(try leftovers().isEmpty)
    }

    @Test func aMistakeIsSaidWithWhatThereIs() async throws {
        let unknown = try await program.run(["bench", "engine", "--only", "nonsense"])
        #expect(unknown.code == 1)
        #expect(unknown.stderr.contains("rows: 1000mb-wall"))
        #expect(try await program.run(["bench"]).code == 2)
        #expect(try await program.run(["bench", "engine", "--runs", "0"]).code == 2)
    }

    @Test func anInterruptedRunRemovesItsInputs() async throws {
        let command = ChildCommand(
            program.path, ["bench", "engine", "--only", "comprehension", "--runs", "50"],
            environment: program.environment(["TMPDIR": program.folder.path]), directory: program.folder.path)
        let child = try ChildProcess(command)
        for _ in 0..<500 where try leftovers().isEmpty { try await Task.sleep(for: .milliseconds(10)) }
        #expect(!(try leftovers().isEmpty))
        try await Task.sleep(for: .milliseconds(300))
        child.send(signal: SIGINT)
        #expect(await child.wait() == .exited(130))
        // What it was measuring has been killed, and tidies up after itself a moment later.
        for _ in 0..<500 where !(try leftovers().isEmpty) { try await Task.sleep(for: .milliseconds(10)) }
        #expect(try leftovers().isEmpty)
    }

    private func leftovers() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: program.folder.path).filter {
            $0.hasPrefix("rlm-bench-") || $0.hasPrefix("rlm-worker-")
        }
    }
}
