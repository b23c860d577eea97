import Testing

@testable import ReplyCache

@Suite struct SplitPromptTests {
    private static let code = """
        ask = "List every limit these documents state.\\nSay NONE if there is none.\\n\\n"
        answers = llm_query_batched([ask + p + "\\n\\nBe brief, and copy the places." for p in parts])
        if x:
            return y
        """

    private func cut(_ prompt: String) -> SplitPrompt? {
        SplitPrompt(prompt) { line in ByteSearch.contains(line, in: Array(Self.code.utf8)) }
    }

    @Test func takesForTheQuestionWhatTheModelWrote() throws {
        let split = try #require(
            cut(
                """
                List every limit these documents state.
                Say NONE if there is none.

                a.md:1: At most ten.

                Be brief, and copy the places.
                """))
        #expect(split.question.contains("List every limit") && split.question.contains("Be brief"))
        #expect(!split.question.contains("At most ten"))
        #expect(split.passage.contains("a.md:1: At most ten.") && !split.passage.contains("NONE"))
    }

    @Test func takesNothingForAQuestionThatCameFromData() {
        #expect(cut("What is the colour of the sky?\n\nThe sky is blue.") == nil)
        // One line of it did, so the whole line is data.
        #expect(cut("List every limit these documents state about cats.\n\na.md:1: At most ten.") == nil)
    }

    @Test func leavesAPromptWithoutAPassageAlone() {
        #expect(cut("List every limit these documents state.") == nil)
        #expect(cut("List every limit these documents state.\n\n\n") == nil)
        #expect(cut("") == nil)
    }

    @Test func takesShortLinesForData() throws {
        let split = try #require(
            cut("List every limit these documents state.\nif x:\n    return y\nThe rest of the file."))
        #expect(split.passage.contains("if x:\n    return y\nThe rest of the file."))
    }

    @Test func tellsAQuestionBeforeFromOneBehind() throws {
        let before = try #require(cut("List every limit these documents state.\n\nA passage."))
        let behind = try #require(cut("A passage.\n\nList every limit these documents state."))
        #expect(before.passage != behind.passage)
    }

    @Test func givesAQuestionUpThatIsTooLong() {
        let line = "a line that stands in the code as it is"
        let prompt = String(repeating: line + "\n", count: 100) + "passage"
        let split = SplitPrompt(prompt) { $0 == line }
        #expect((split?.question.utf8.count ?? 0) <= 2_000)
    }
}
