import LanguageModels
import REPL
import TestSupport
import Testing

@testable import RLMEngine

/// Calls that are sent ahead of the code take nothing from the limits that the code's own calls would have had.
@Suite struct AheadBudgetTests {
    /// The reply to a cell's last line, with what the run used; `ahead` sends calls of loops ahead of the code.
    private func run(_ code: String, subcalls limit: Int, ahead: Bool) async -> (output: String, used: RunStatistics) {
        var options = RunOptions()
        options.alwaysRecurse = true
        options.limits.subcalls = limit
        options.repl.batchCalls = ahead
        let root = AnsweringModel(replies: ["```repl\n\(code)\nFINAL(repr(out))\n```"])
        let sub = AnsweringModel("test/sub") { request, _ in "<\(request.messages.last?.text ?? "")>" }
        let rlm = RecursiveLanguageModel(model: root, subModel: sub, options: options)
        guard let corpus = try? testCorpus([("a", "b")]) else { return ("", RunStatistics()) }
        let answer = await rlm.answer(question: "What?", corpus: corpus)
        return (answer.text, answer.statistics)
    }

    @Test(arguments: [
        // More calls than the limit: the same ones are answered, the same one is refused.
        """
        out = []
        for i in range(9):
            try:
                out.append(llm_query(f'q{i}'))
            except SubcallError as error:
                out.append(str(error))
        """,
        // Calls that depend on replies come between those that do not.
        """
        out = []
        for i in range(3):
            a = llm_query(f'a{i}')
            out.append(llm_query(a + 'again'))
        """,
        // The loop ends early by a reply; what was sent for it is not missing afterwards.
        """
        out = []
        try:
            for i in range(6):
                r = llm_query(f'q{i}')
                out.append(len(r) if '1' not in r else int(r))
        except ValueError as error:
            out.append(str(error))
        out += [llm_query(f'later{i}') for i in range(4)]
        """,
        // The same question again is answered by the first reply to it.
        "out = [llm_query('same') for _ in range(20)]",
    ])
    func limitOnSubcallsHoldsAsWithout(code: String) async {
        let plain = await run(code, subcalls: 6, ahead: false)
        let ahead = await run(code, subcalls: 6, ahead: true)
        #expect(ahead.output == plain.output)
        #expect(!plain.output.isEmpty)
        #expect(ahead.used.subcalls == plain.used.subcalls)
    }

    @Test func countsACallUntilItIsKnownThatNobodyAsks() throws {
        var limits = RunLimits()
        limits.subcalls = 2
        let budget = Budget(limits: limits)
        let model = AnsweringModel(replies: ["x"])
        let request = ModelRequest(messages: [Message(.user, "q")])
        let (first, second) = (Anticipation(), Anticipation())
        _ = try budget.reserve(for: request, of: model, isSubcall: true, anticipation: first)
        _ = try budget.reserve(for: request, of: model, isSubcall: true, anticipation: second)
        #expect(throws: Budget.Exceeded.self) {
            try budget.reserve(for: request, of: model, isSubcall: true, anticipation: Anticipation())
        }
        first.settle(isAsked: true)
        first.settle(isAsked: false)
        _ = try budget.reserve(for: request, of: model, isSubcall: true)
        #expect(throws: Budget.Exceeded.self) { try budget.reserve(for: request, of: model, isSubcall: true) }
        second.settle(isAsked: false)
        #expect(budget.statistics.subcalls == 2)
    }

    @Test func givesTheLastRoomToTheCallThatWasSentFirst() throws {
        var limits = RunLimits()
        limits.subcalls = 1
        let budget = Budget(limits: limits)
        let model = AnsweringModel(replies: ["x"])
        let request = ModelRequest(messages: [Message(.user, "q")])
        let calls = (Anticipation(), Anticipation(), Anticipation())
        let line = AnticipationLine()
        for call in [calls.0, calls.1, calls.2] { call.join(line) }
        #expect(throws: Budget.Exceeded.self) {
            try budget.reserve(for: request, of: model, isSubcall: true, anticipation: calls.1)
        }
        // The first was answered from elsewhere, and takes no room.
        calls.0.decide()
        _ = try budget.reserve(for: request, of: model, isSubcall: true, anticipation: calls.1)
        #expect(throws: Budget.Exceeded.self) {
            try budget.reserve(for: request, of: model, isSubcall: true, anticipation: calls.2)
        }
    }

    @Test func countsWhatIsKnownOfACallBeforeItTakesRoom() throws {
        let budget = Budget(limits: RunLimits())
        let model = AnsweringModel(replies: ["x"])
        let request = ModelRequest(messages: [Message(.user, "q")])
        for isAsked in [true, false] {
            let call = Anticipation()
            call.settle(isAsked: isAsked)
            _ = try budget.reserve(for: request, of: model, isSubcall: true, anticipation: call)
        }
        #expect(budget.statistics.subcalls == 1)
    }
}
