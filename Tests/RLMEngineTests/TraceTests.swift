import FoundationEssentials
import LanguageModels
import TestSupport
import Testing

@testable import RLMEngine

@Suite struct TraceTests {
    /// What the tests read of any line.
    private struct Line: Decodable {
        struct Block: Decodable {
            struct Result: Decodable {
                struct Call: Decodable {
                    var prompt: String
                    var response: String
                }
                var stdout: String
                var rlm_calls: [Call]
            }
            var code: String
            var result: Result
        }
        struct Prompt: Decodable {
            var role: String
            var content: String
        }
        var type: String
        var iteration: Int?
        var prompt: [Prompt]?
        var response: String?
        var code_blocks: [Block]?
        var final_answer: String?
        var answer: String?
    }

    private func trace(_ replies: [String], in folder: TemporaryFolder) async throws -> [Line] {
        let writer = try TraceWriter(path: folder.path("trace.jsonl"))
        var options = RunOptions()
        options.alwaysRecurse = true
        let rlm = RecursiveLanguageModel(
            model: AnsweringModel(replies: replies), subModel: AnsweringModel("test/sub", replies: ["SUB"]),
            options: options)
        _ = await rlm.answer(question: "What?", corpus: try testCorpus([("a.txt", "text\n")])) { writer.record($0) }
        #expect(writer.failure == nil)
        let text = try String(contentsOf: URL(filePath: writer.path), encoding: .utf8)
        return try text.split(separator: "\n").map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
    }

    @Test func holdsEveryStepInOrder() async throws {
        let lines = try await trace(
            ["```repl\nprint(llm_query('sub prompt'), files)\n```", "FINAL(done)"], in: TemporaryFolder())
        #expect(
            lines.map(\.type) == ["metadata", "reply", "subcall", "cell", "iteration", "reply", "iteration", "answer"])
        #expect(lines.last?.answer == "done")
    }

    @Test func holdsIterationsAsTheOfficialVisualizerReadsThem() async throws {
        let lines = try await trace(
            ["```repl\nprint(llm_query('sub prompt'), files)\n```", "FINAL(done)"], in: TemporaryFolder())
        let iterations = lines.filter { $0.type == "iteration" }
        #expect(iterations.map(\.iteration) == [1, 2])
        #expect(iterations[0].prompt?.map(\.role) == ["system", "user"])
        #expect(iterations[1].prompt?.map(\.role) == ["assistant", "user"])
        try #require(iterations.count == 2)
        let block = try #require(iterations[0].code_blocks?.first)
        #expect(block.code == "print(llm_query('sub prompt'), files)")
        #expect(block.result.stdout.hasPrefix("SUB"))
        #expect(block.result.rlm_calls.map(\.prompt) == ["sub prompt"])
        #expect(block.result.rlm_calls.map(\.response) == ["SUB"])
        #expect(iterations[1].final_answer == "done")
    }

    @Test func beginsEachLineWithItsTypeSoThatGrepCanChoose() async throws {
        let folder = try TemporaryFolder()
        _ = try await trace(["```repl\nprint(files)\n```", "FINAL(done)"], in: folder)
        let text = try String(contentsOf: URL(filePath: folder.path("trace.jsonl")), encoding: .utf8)
        #expect(text.split(separator: "\n").allSatisfy { $0.hasPrefix("{\"type\":\"") })
    }

    @Test func aCallStandsBehindTheEventsBeforeIt() throws {
        let folder = try TemporaryFolder()
        let writer = try TraceWriter(path: folder.path("trace.jsonl"))
        let reply = ModelReply(text: "x", usage: TokenUsage())
        for number in 1...100 {
            writer.record(Event(time: 0, depth: 0, kind: .notice("\(number)")))
            writer.record(RecordedCall(ModelRequest(prompt: "p"), model: "m", .success(reply)))
        }
        #expect(writer.failure == nil)
        let text = try String(contentsOf: URL(filePath: writer.path), encoding: .utf8)
        let types = try text.split(separator: "\n").map {
            try JSONDecoder().decode(Line.self, from: Data($0.utf8)).type
        }
        #expect(types == (1...100).flatMap { _ in ["notice", "call"] })
    }

    @Test func saysWhyItCannotBeOpened() throws {
        let folder = try TemporaryFolder()
        #expect(throws: TraceWriter.Failure(path: folder.path("none/t.jsonl"), code: 2)) {
            try TraceWriter(path: folder.path("none/t.jsonl"))
        }
    }

    @Test func remembersThatTheDiskWasFull() throws {
        let writer = try TraceWriter(path: "/dev/full")
        writer.record(Event(time: 0, depth: 0, kind: .notice("hello")))
        #expect(writer.failure?.code == 28)
        #expect(writer.failure?.description.contains("No space left") == true)
    }
}
