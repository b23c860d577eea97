import Corpus
import REPL
import TestSupport
import Testing

/// What a worker prepares while no code comes.
@Suite(.timeLimit(.minutes(2))) struct ForesightTests {
    private static func source(_ name: String, functions: Int = 40) -> String {
        (0..<functions).map { "def \(name)_\($0)(value):\n    return value + \($0)\n\n" }.joined()
    }

    private func session(_ corpus: Corpus, question: String) async throws -> REPLSession {
        var settings = REPLSettings()
        settings.question = question
        return try await REPLSession(corpus: corpus, settings: settings) { _ in .failure("none") }
    }

    @Test func findsDefinitionsBeforeTheyAreAskedFor() async throws {
        let corpus = try testCorpus(
            [("src/retry.py", Self.source("retry")), ("src/other.py", Self.source("other")), ("notes.txt", "retry\n")])
        let session = try await session(corpus, question: "Where is the retry decided?")
        var seen = CellResult.Foreseen()
        // The worker needs a moment without code, and on a busy machine more than that.
        for _ in 0..<100 where seen.files < 2 {
            try await Task.sleep(for: .milliseconds(300))
            seen = try await session.run("1").foreseen
        }
        #expect(seen == CellResult.Foreseen(files: 2, used: 0))
        let result = try await session.run("print(definitions('retry_7'))")
        #expect(result.stdout.contains("src/retry.py:22"), "\(result.stdout)\(result.stderr)")
        #expect(result.foreseen == CellResult.Foreseen(files: 2, used: 1))
        await session.close()
    }

    @Test func givesTheSameAsWithout() async throws {
        let files = (0..<20).map { ("src/part\($0).py", Self.source("part\($0)", functions: 10)) }
        let corpus = try testCorpus(files + [("broken.c", "int f( { ) struct x {\nint g(void) { return 1; }\n")])
        let code =
            "print(definitions('part3_4'), search('part7 value'), outline('src'), callers('part1_1'), errors(''))"
        var outputs: [String] = []
        for question in ["", "Which part adds the value?"] {
            let session = try await session(corpus, question: question)
            if !question.isEmpty { try await Task.sleep(for: .milliseconds(700)) }
            outputs.append(try await session.run(code).stdout)
            await session.close()
        }
        #expect(outputs[0] == outputs[1] && outputs[0].contains("part3_4"))
    }

    @Test func stopsWhenCodeComes() async throws {
        // Much more than a worker prepares in a moment.
        let files = (0..<400).map { ("src/part\($0).py", Self.source("part\($0)", functions: 200)) }
        let session = try await session(try testCorpus(files), question: "Which part adds the value?")
        _ = try await session.run("1")
        var slowest = 0.0
        var counts: [Int] = []
        for wait in [0.3, 0.4, 0.6, 1] {
            try await Task.sleep(for: .seconds(wait))
            let result = try await session.run("x = 1")
            #expect(result.outcome == .completed && result.stderr.isEmpty, "\(result.stderr)")
            slowest = max(slowest, result.seconds)
            counts.append(result.foreseen.files)
        }
        #expect(counts == counts.sorted() && counts[0] < 400, "\(counts)")
        #expect(slowest < 1.5, "\(slowest)")
        await session.close()
    }
}
