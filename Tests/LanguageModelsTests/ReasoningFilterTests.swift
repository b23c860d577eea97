import Testing

@testable import LanguageModels

@Suite struct ReasoningFilterTests {
    @Test(arguments: [
        ("plain", false, "plain"),
        ("", false, ""),
        ("  \n", false, "  \n"),
        ("<think>a</think>text", false, "text"),
        ("\n <think>a\n</think>\n\ntext", false, "\n\ntext"),
        ("<thinking>a</thinking>text", false, "text"),
        ("<think></think>text", false, "text"),
        ("<think>a</think> <think>b</think>text", false, "text"),
        ("<think>never closed", false, ""),
        ("<think>a</think>about <think>tags</think>", false, "about <think>tags</think>"),
        ("a <think>b</think>", false, "a <think>b</think>"),
        ("<th", false, "<th"),
        ("<thinker>x", false, "<thinker>x"),
        ("</think>x", false, "</think>x"),
        ("hidden</think>text", true, "text"),
        ("<think>hidden</think>text", true, "text"),
        ("no end at all", true, "no end at all"),
    ])
    func hidesReasoningAtTheStart(text: String, unseen: Bool, shown: String) {
        for size in 1...max(1, text.count) {
            var filter = ReasoningFilter(opensUnseen: unseen)
            var result = ""
            var rest = text[...]
            while !rest.isEmpty {
                result += filter.consume(String(rest.prefix(size)))
                rest = rest.dropFirst(size)
            }
            result += filter.finish()
            #expect(result == shown, "pieces of \(size)")
        }
    }

    @Test func letsTextThroughAtOnce() {
        var filter = ReasoningFilter()
        #expect(filter.consume("a") == "a")
        #expect(filter.consume("<think>") == "<think>")
    }

    @Test(.timeLimit(.minutes(1)), arguments: [true, false])
    func hidesLongReasoningInTimeInProportion(unseen: Bool) {
        var filter = ReasoningFilter(opensUnseen: unseen)
        var result = filter.consume(unseen ? "" : "<think>")
        let time = ContinuousClock().measure {
            for _ in 1...15_000 { result += filter.consume("word ") }
        }
        result += filter.consume("</thi") + filter.consume("nk>text") + filter.finish()
        #expect(result == "text")
        #expect(time < .seconds(10))
    }
}
