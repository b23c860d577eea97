import LanguageModels
import REPL
import TestSupport
import Testing

@testable import RLMEngine

/// Models that do not do what they were told; each case ends as a user would wish.
@Suite struct MisbehaviourTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var replies: [String]
        var answer: String
        var reason: StopReason = .answered
        /// Something the model was told on the way.
        var told: String?
        var limits = RunLimits()
        var testDescription: String { name }
    }

    private static let look = "```repl\nprint(len(context))\n```"

    private static func limits(_ change: (inout RunLimits) -> Void) -> RunLimits {
        var limits = RunLimits()
        change(&limits)
        return limits
    }

    static let answerForms: [Case] = [
        Case(
            name: "answer dictionary",
            replies: [look, "```repl\nanswer['content'] = 'A1'\nanswer['ready'] = True\n```"],
            answer: "A1"),
        Case(name: "FINAL in code", replies: [look, "```repl\nFINAL('A2')\n```"], answer: "A2"),
        Case(name: "FINAL_VAR in code", replies: [look, "```repl\nr = 'A3'\nFINAL_VAR('r')\n```"], answer: "A3"),
        Case(name: "FINAL_VAR with the value", replies: [look, "```repl\nr = 'A4'\nFINAL_VAR(r)\n```"], answer: "A4"),
        Case(
            name: "FINAL of a variable's name in code", replies: [look, "```repl\nr = 'A5'\nFINAL('r')\n```"],
            answer: "A5"),
        Case(name: "FINAL line", replies: [look, "FINAL(A6)"], answer: "A6"),
        Case(
            name: "FINAL line names a variable", replies: ["```repl\nr = 'A7'; print(files)\n```", "FINAL(r)"],
            answer: "A7"),
        Case(name: "FINAL_VAR line", replies: ["```repl\nr = 'A8'; print(files)\n```", "FINAL_VAR(r)"], answer: "A8"),
        Case(
            name: "FINAL_VAR line, quoted", replies: ["```repl\nr = 'A9'; print(files)\n```", "FINAL_VAR(\"r\")"],
            answer: "A9"),
        Case(name: "FINAL line with a literal", replies: [look, "FINAL(\"A10\")"], answer: "A10"),
        Case(
            name: "FINAL line with an f-string", replies: ["```repl\nn = 11; print(files)\n```", "FINAL(f\"A{n}\")"],
            answer: "A11"),
        Case(
            name: "FINAL line with a call", replies: ["```repl\nn = 12; print(files)\n```", "FINAL(str(n))"],
            answer: "12"),
        Case(name: "SUBMIT in code", replies: [look, "```repl\nSUBMIT('A13')\n```"], answer: "A13"),
        Case(name: "SUBMIT by keyword", replies: [look, "```repl\nSUBMIT(answer='A14')\n```"], answer: "A14"),
        Case(name: "final answer heading", replies: [look, "**Final answer:** A15"], answer: "A15"),
        Case(name: "number as answer", replies: [look, "```repl\nFINAL(16)\n```"], answer: "16"),
        Case(
            name: "list as answer", replies: [look, "```repl\nFINAL(['a', 'b'])\n```"],
            answer: "[\n  \"a\",\n  \"b\"\n]"),
        Case(
            name: "code, then FINAL_VAR in one reply", replies: ["```repl\nr = files['a.py'][:3]\n```\nFINAL_VAR(r)"],
            answer: "def"),
        Case(
            name: "answer overwritten by a string", replies: [look, "```repl\nanswer = 'A19'\nFINAL(answer)\n```"],
            answer: "A19"),
        Case(name: "bold FINAL", replies: [look, "**FINAL(A20)**"], answer: "A20"),
    ]

    static let repaired: [Case] = [
        Case(name: "empty reply", replies: ["", look, "FINAL(B1)"], answer: "B1", told: "empty"),
        Case(name: "white space only", replies: [" \n\n", look, "FINAL(B2)"], answer: "B2", told: "empty"),
        Case(
            name: "prose without code", replies: ["I shall look.", look, "FINAL(B3)"], answer: "B3",
            told: "neither code"),
        Case(name: "answer on turn 1", replies: ["FINAL(guess)", look, "FINAL(B4)"], answer: "B4", told: "Look first"),
        Case(
            name: "answer in code on turn 1", replies: ["```repl\nFINAL('guess')\n```", look, "FINAL(B5)"],
            answer: "B5",
            told: "Look first"),
        Case(
            name: "plan as answer", replies: [look, "FINAL(I will search the files and then answer.)", "FINAL(B6)"],
            answer: "B6", told: "a plan"),
        Case(
            name: "unknown variable", replies: [look, "FINAL_VAR(nothing)", "FINAL(B7)"], answer: "B7",
            told: "no such variable"),
        Case(
            name: "code and a literal answer before its output", replies: [look + "\nFINAL(guess)", "FINAL(B8)"],
            answer: "B8", told: "before its output"),
        Case(
            name: "code that fails and an answer", replies: ["```repl\n1/0\n```\nFINAL(guess)", "FINAL(B9)"],
            answer: "B9",
            told: "ZeroDivisionError"),
        Case(
            name: "empty answer", replies: [look, "```repl\nFINAL('')\n```", "FINAL(B10)"], answer: "B10", told: "empty"
        ),
        Case(
            name: "ready without content", replies: [look, "```repl\nanswer['ready'] = True\n```", "FINAL(B11)"],
            answer: "B11", told: "empty"),
        Case(
            name: "syntax error", replies: ["```repl\nprint((\n```", look, "FINAL(B12)"], answer: "B12",
            told: "SyntaxError"),
        Case(name: "no print", replies: ["```repl\nlen(files)\n```", "FINAL(B13)"], answer: "B13", told: "3"),
        Case(
            name: "silent cell", replies: ["```repl\nx = len(files)\n```", "FINAL(B14)"], answer: "B14",
            told: "no output"),
        Case(
            name: "state survives an error",
            replies: ["```repl\nkept = 'B15'\nboom\n```", "```repl\nprint(files); FINAL(kept)\n```"],
            answer: "B15", told: "NameError"),
        Case(
            name: "context overwritten",
            replies: [
                "```repl\ncontext = None; llm_query = 1; files = sorted(files)\n```",
                "```repl\nFINAL(type(context).__name__ + files[2] + llm_query('x'))\n```",
            ],
            answer: "strc.txtSUB"),
        Case(
            name: "shell block", replies: ["```bash\nls\n```", look, "FINAL(B17)"], answer: "B17",
            told: "bash block is not run"),
        Case(
            name: "block without label", replies: ["```\nprint(len(files))\n```", "FINAL(B18)"], answer: "B18",
            told: "3"),
        Case(name: "unclosed block", replies: ["```repl\nprint(len(files))", "FINAL(B19)"], answer: "B19", told: "3"),
        Case(
            name: "several blocks, the first fails",
            replies: ["```repl\n1/0\n```\n```repl\nprint('later')\n```", look, "FINAL(B20)"],
            answer: "B20", told: "not run"),
        Case(name: "sys.exit", replies: ["```repl\nimport sys; sys.exit(0)\n```", look, "FINAL(B21)"], answer: "B21"),
        Case(name: "os._exit", replies: ["```repl\nimport os; os._exit(0)\n```", look, "FINAL(B22)"], answer: "B22"),
        Case(name: "input()", replies: ["```repl\ninput('?')\n```", look, "FINAL(B23)"], answer: "B23", told: "Error"),
        Case(
            name: "prose twice after looking", replies: [look, "It is B24 (a.py:1).", "It is B24 (a.py:1)."],
            answer: "It is B24 (a.py:1)."),
    ]

    static let limited: [Case] = [
        Case(
            name: "never answers", replies: [look, look, look, "Best guess C1"], answer: "Best guess C1",
            reason: .iterations, limits: limits { $0.iterations = 3 }),
        Case(
            name: "keeps failing", replies: ["```repl\n1/0\n```", "```repl\n1/0\n```", "Best guess C2"],
            answer: "Best guess C2", reason: .consecutiveErrors, limits: limits { $0.consecutiveErrors = 2 }),
        Case(name: "always empty", replies: [""], answer: "", reason: .model),
        Case(name: "always prose, never looks", replies: ["Hm."], answer: "", reason: .model),
        Case(
            name: "a draft and no end", replies: ["```repl\nanswer['content'] = 'C5'; print(files)\n```", look, ""],
            answer: "C5", reason: .iterations, limits: limits { $0.iterations = 2 }),
        Case(
            name: "last turn answers by FINAL", replies: [look, "FINAL(C6)"], answer: "C6", reason: .iterations,
            limits: limits { $0.iterations = 1 }),
        Case(
            name: "last turn answers by a variable", replies: ["```repl\nr = 'C7'; print(files)\n```", "FINAL_VAR(r)"],
            answer: "C7", reason: .iterations, limits: limits { $0.iterations = 1 }),
        Case(
            name: "sub-calls without end",
            replies: ["```repl\nfor i in range(9):\n    print(llm_query(str(i)))\n```", "FINAL(C8)"],
            answer: "C8", told: "sub-calls are used", limits: limits { $0.subcalls = 3 }),
        Case(
            name: "token limit", replies: [look, look, look, "C9"], answer: "C9", reason: .tokens,
            limits: limits { $0.tokens = 8_500 }),
    ]

    @Test(arguments: answerForms + repaired + limited) func endsWell(_ example: Case) async throws {
        let root = AnsweringModel(replies: example.replies)
        let sub = AnsweringModel("test/sub", replies: ["SUB"])
        var options = RunOptions()
        options.alwaysRecurse = true
        options.limits = example.limits
        options.repl.cellTimeout = 20
        let corpus = try testCorpus([
            ("a.py", "def f():\n    return 1\n"), ("b.py", "x = 2\n"), ("c.txt", "words\n"),
        ])
        let rlm = RecursiveLanguageModel(model: root, subModel: sub, options: options)
        let answer = await rlm.answer(question: "What?", corpus: corpus)
        #expect(answer.text == example.answer)
        #expect(answer.stopReason == example.reason, "\(answer.problem ?? "")")
        if let told = example.told {
            let messages = root.requests.flatMap(\.messages).filter { $0.role == .user }.map(\.text)
            #expect(messages.contains { $0.contains(told) }, "\(messages.last ?? "")")
        }
    }
}
