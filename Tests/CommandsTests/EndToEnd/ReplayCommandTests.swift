import FoundationEssentials
import Glibc
import TestSupport
import Testing

/// `rlm replay` as a user runs it.
@Suite(.timeLimit(.minutes(2))) struct ReplayCommandTests {
    private let program: BuiltProgram

    init() throws { program = try BuiltProgram() }

    /// The root of this package.
    private static let package = String(#filePath.split(separator: "/Tests/")[0])

    private func tracePath() -> String { program.folder.path("run.jsonl") }

    @Test(arguments: ["Who calls withDeadline?", "What does this project do?", "Where is `Budget` used?"])
    func aBuiltinRunOnThisRepositoryIsTheSameAgain(question: String) async throws {
        let asked = try await program.run(
            ["ask", question, Self.package + "/Sources/RLMEngine", "--model", "builtin", "-q", "--trace", "run.jsonl"])
        #expect(asked.code == 0, "\(asked.stderr)")
        let replayed = try await program.run(["replay", "run.jsonl"])
        #expect(replayed.code == 0)
        #expect(replayed.stdout.hasPrefix("the same: 2 turns"), "\(replayed.stdout)\(replayed.stderr)")
    }

    @Test func aTraceInTheFolderThatIsAskedAboutIsNoInput() async throws {
        try program.folder.write("def delay():\n    return 1\n", to: "src/retry.py")
        for path in ["run.jsonl", "src/run.jsonl", "\(program.folder.path)/src/../src/run.jsonl"] {
            let asked = try await program.run(["ask", "Where is delay?", ".", "-q", "--json", "--trace", path])
            #expect(asked.code == 0, "\(asked.stderr)")
            let replayed = try await program.shell("cd src && $RLM replay \(path.hasPrefix("/") ? path : "../" + path)")
            #expect(replayed.stdout.hasPrefix("the same"), "\(replayed.stdout)\(replayed.stderr)")
            #expect(replayed.stderr.isEmpty)
            #expect(unlink(path.hasPrefix("/") ? path : program.folder.path(path)) == 0)
        }
    }

    @Test func tellsTheFirstDifferenceAndWhatChanged() async throws {
        try program.folder.write("some text\n", to: "notes.txt")
        let script = try program.script("--- root\n```repl\nprint(len(context))\n```\n--- root\nFINAL(done)\n")
        _ = try await program.run(
            ["ask", "q", "notes.txt", "--always-recurse", "--model", script, "-q", "--trace", "run.jsonl"])
        try program.folder.write("same size\n", to: "notes.txt")
        let same = try await program.run(["replay", "run.jsonl"])
        #expect(same.code == 0)
        #expect(same.stderr == "the input is not as it was recorded: 1 file changed (notes.txt)\n")
        let text = try String(contentsOf: URL(filePath: tracePath()), encoding: .utf8)
        try program.folder.write(text.replacing("\"stdout\":\"", with: "\"stdout\":\"1"), to: "run.jsonl")
        let other = try await program.run(["replay", "run.jsonl", "--json"])
        #expect(other.code == 1)
        let report = try JSONDecoder().decode(Report.self, from: Data(other.stdout.utf8))
        #expect(!report.same)
        #expect(report.difference?.kind == "cell" && report.difference?.turn == 1)
        #expect(report.inputChanges == "1 file changed (notes.txt)")
    }

    private struct Report: Decodable {
        struct Difference: Decodable {
            var kind: String
            var turn: Int
        }
        var same: Bool
        var difference: Difference?
        var inputChanges: String?
    }

    @Test func saysWhyATraceCannotBeReplayed() async throws {
        try program.folder.write("{\"type\":\"metadata\",\"question\":\"q\"}\n", to: "old.jsonl")
        let old = try await program.run(["replay", "old.jsonl"])
        #expect(old.code == 2)
        #expect(old.stderr.contains("record it again"))
        #expect(try await program.run(["replay", "none.jsonl"]).code == 3)
    }
}
