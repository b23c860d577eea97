import Commands
import FoundationEssentials
import LanguageModels
import RLMEngine
import Testing

@Suite struct AnswerTextTests {
    private func answer(
        _ text: String, _ reason: StopReason = .answered, citations: [Citation] = [], problem: String? = nil
    ) -> Answer {
        var statistics = RunStatistics()
        statistics.iterations = 2
        var use = RunStatistics.ModelUse()
        use.calls = 3
        use.usage = TokenUsage(prompt: 100, completion: 20)
        use.costUSD = nil
        statistics.byModel["ollama/x"] = use
        return Answer(text: text, citations: citations, stopReason: reason, problem: problem, statistics: statistics)
    }

    private let good = Citation(path: "a.swift", line: 3, endLine: 3, quote: "let a", verified: true)
    private let bad = Citation(path: "b\u{1b}[31m.swift", line: 7, endLine: 9, quote: "x", verified: false)

    @Test func isTheAnswerAlone() {
        #expect(AnswerText.render(answer("It is in a.swift:3.", citations: [good])) == "It is in a.swift:3.\n")
        #expect(AnswerText.render(answer("ends\n")) == "ends\n")
    }

    @Test func isNothingWhenThereIsNoAnswer() {
        #expect(AnswerText.render(answer("", .model)) == "")
        #expect(AnswerText.render(answer(" \u{1b}[0m\n", .model)) == "")
    }

    @Test func marksCitationsThatFailed() {
        let text = AnswerText.render(answer("See.", citations: [good, bad]))
        #expect(text == "See.\n\n[not verified, 1 of 2 citations: b.swift:7-9]\n")
    }

    @Test func labelsAPartialAnswer() {
        let text = AnswerText.render(answer("Half.", .iterations, problem: "the limit of 3 turns was reached"))
        #expect(text == "Half.\n\n[partial answer: the limit of 3 turns was reached]\n")
    }

    @Test func jsonHasTheDocumentedShape() throws {
        let text = try AnswerJSON(
            answer("A\u{1b}", citations: [good]), model: "ollama/x", subModel: "ollama/y", trace: nil
        ).text()
        let shape = try JSONDecoder().decode(Shape.self, from: Data(text.utf8))
        #expect(shape.answer == "A\u{1b}")
        #expect(!text.contains("\u{1b}"), "escapes are escaped")
        #expect(shape.citations == [good])
        #expect(shape.success && !shape.partial)
        #expect(shape.stopReason == "answered")
        #expect(shape.stats.byModel["ollama/x"]?.calls == 3)
        #expect(text.contains("\"costUSD\" : null"))
        #expect(text.contains("\"trace\" : null"))
        let keys = ["answer", "citations", "model", "partial", "stats", "stopReason", "subModel", "success", "trace"]
        #expect(try topLevelKeys(of: text) == keys)
    }

    private struct Shape: Decodable {
        struct Stats: Decodable {
            struct Use: Decodable {
                var calls: Int
                var promptTokens: Int
            }
            var iterations, subcalls, depth, promptTokens, completionTokens: Int
            var wallSeconds, modelSeconds, replSeconds: Double
            var costUSD: Double?
            var byModel: [String: Use]
        }
        var answer: String
        var citations: [Citation]
        var success, partial: Bool
        var stopReason: String
        var stats: Stats
        var model, subModel: String
        var trace: String?
    }

    private struct AnyKey: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    private struct Keys: Decodable {
        var names: [String]
        init(from decoder: any Decoder) throws {
            names = try decoder.container(keyedBy: AnyKey.self).allKeys.map(\.stringValue)
        }
    }

    private func topLevelKeys(of json: String) throws -> [String] {
        try JSONDecoder().decode(Keys.self, from: Data(json.utf8)).names.sorted()
    }

    @Test(arguments: [
        (StopReason.answered, ExitCode.success), (.iterations, .budget), (.subcalls, .budget), (.tokens, .budget),
        (.cost, .budget), (.time, .budget), (.consecutiveErrors, .incomplete), (.model, .model),
        (.interrupted, .interrupted), (.worker, .incomplete),
    ])
    func everyEndingHasItsExitCode(reason: StopReason, status: ExitCode) {
        #expect(ExitCode(answer("text", reason)) == status)
    }

    @Test func anEmptyAnswerIsNoSuccess() {
        #expect(ExitCode(answer("", .answered)) == .incomplete)
    }
}
