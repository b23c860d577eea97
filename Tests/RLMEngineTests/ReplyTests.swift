import Testing

@testable import RLMEngine

@Suite struct ReplyTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var text: String
        var code: [String] = []
        var submission: Reply.Submission?
        var testDescription: String { name }
    }

    static let cases: [Case] = [
        Case(name: "one block", text: "Look.\n```repl\nprint(1)\n```\n", code: ["print(1)"]),
        Case(name: "python label", text: "```python\nx = 1\n```", code: ["x = 1"]),
        Case(name: "py label", text: "```py\nx = 1\n```", code: ["x = 1"]),
        Case(name: "label in capitals", text: "```Python\nx = 1\n```", code: ["x = 1"]),
        Case(name: "two blocks", text: "```repl\na\n```\nthen\n```repl\nb\n```", code: ["a", "b"]),
        Case(name: "carriage returns", text: "```repl\r\na\r\n```\r\n", code: ["a"]),
        Case(name: "tildes", text: "~~~repl\na\n~~~", code: ["a"]),
        Case(name: "four backticks hold three", text: "````repl\ns = '''\n```\n'''\n````", code: ["s = '''\n```\n'''"]),
        Case(name: "indented block", text: "1. do\n   ```repl\n   if a:\n       b\n   ```", code: ["if a:\n    b"]),
        Case(name: "unclosed block", text: "```repl\nprint(1)", code: ["print(1)"]),
        Case(name: "no label, code", text: "```\nprint(len(context))\n```", code: ["print(len(context))"]),
        Case(name: "no label, prose", text: "```\nsome quoted words\n```"),
        Case(name: "other language", text: "```bash\nrm -rf /\n```"),
        Case(name: "empty block", text: "```repl\n\n```"),
        Case(name: "nothing", text: "  \n"),
        Case(name: "final", text: "FINAL(forty-two)", submission: .text("forty-two")),
        Case(
            name: "final over lines", text: "FINAL(a\nb (c)\n- d 1) e\n)", submission: .text("a\nb (c)\n- d 1) e")),
        Case(name: "final in bold", text: "**FINAL(yes)**", submission: .text("yes")),
        Case(name: "final in backticks", text: "`FINAL(yes)`", submission: .text("yes")),
        Case(name: "final without end", text: "FINAL(it goes on", submission: .text("it goes on")),
        Case(name: "final with colon", text: "FINAL: it is 7", submission: .text("it is 7")),
        Case(name: "final answer heading", text: "## Final answer\nIt is 7.", submission: .text("It is 7.")),
        Case(name: "final answer inline", text: "Final answer: 7", submission: .text("7")),
        Case(name: "final answer in bold", text: "**Final Answer:** 7", submission: .text("7")),
        Case(name: "final variable", text: "FINAL_VAR(result)", submission: .variable("result")),
        Case(name: "final variable quoted", text: "FINAL_VAR(\"result\")", submission: .variable("result")),
        Case(name: "submit", text: "SUBMIT(done)", submission: .text("done")),
        Case(
            name: "code and final", text: "```repl\nx = 1\n```\nFINAL_VAR(x)", code: ["x = 1"],
            submission: .variable("x")),
        Case(
            name: "final that holds code", text: "FINAL(Use:\n```python\nf()\n```\n)",
            submission: .text("Use:\n```python\nf()\n```")),
        Case(name: "final inside code only", text: "```repl\nFINAL(x)\n```", code: ["FINAL(x)"]),
        Case(name: "talk about finality", text: "The final answer will come later."),
        Case(name: "FINAL in a sentence", text: "I will call FINAL(x) later."),
    ]

    @Test(arguments: cases) func understands(_ example: Case) {
        let reply = Reply(parsing: example.text.replacing("\r\n", with: "\n"))
        #expect(reply.code == example.code)
        #expect(reply.submission == example.submission)
    }

    @Test func tellsWhenABlockIsLeftOpen() {
        #expect(Reply(parsing: "```repl\nx = 1").endsInsideCode)
        #expect(!Reply(parsing: "```repl\nx = 1\n```").endsInsideCode)
    }
}
