import TestSupport
import Testing

@testable import RLMEngine

@Suite struct CitationTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var answer: String
        /// `path:line-endLine` and whether it verifies; empty when nothing is a citation.
        var expected: [String]
        var testDescription: String { answer }
    }

    private static let source = """
        import time

        def delay(attempt):
            base = 0.5
            return min(base * 2 ** attempt, 30)

        print("a \\"quoted\\" word")
        """

    static let cases: [Case] = [
        Case(answer: "src/retry.py:4 `base = 0.5`", expected: ["src/retry.py:4-4 yes"]),
        Case(answer: "src/retry.py:4 `base = 0.6`", expected: ["src/retry.py:4-4 no"]),
        Case(answer: "src/retry.py:5 `base = 0.5`", expected: ["src/retry.py:5-5 no"]),
        Case(answer: "src/retry.py:3-5 `base = 0.5`", expected: ["src/retry.py:3-5 yes"]),
        Case(answer: "`src/retry.py:4`: `base = 0.5`", expected: ["src/retry.py:4-4 yes"]),
        Case(answer: "(src/retry.py:4) \"base = 0.5\"", expected: ["src/retry.py:4-4 yes"]),
        Case(answer: "**src/retry.py:4** — “base = 0.5”", expected: ["src/retry.py:4-4 yes"]),
        Case(answer: "src/retry.py:4: ``base = 0.5``", expected: ["src/retry.py:4-4 yes"]),
        Case(answer: "src/retry.py:5 `return min(… 30)`", expected: ["src/retry.py:5-5 yes"]),
        Case(answer: "src/retry.py:5 `return max(… 30)`", expected: ["src/retry.py:5-5 no"]),
        Case(answer: "src/retry.py:3-4 `def delay(attempt): base = 0.5`", expected: ["src/retry.py:3-4 yes"]),
        Case(answer: "src/retry.py#L4-L5 `base`", expected: ["src/retry.py:4-5 yes"]),
        Case(answer: "src/retry.py, line 4 `base`", expected: ["src/retry.py:4-4 yes"]),
        Case(answer: "src/retry.py (lines 4-5) `base`", expected: ["src/retry.py:4-5 yes"]),
        Case(answer: "src/retry.py:4:9 `base`", expected: ["src/retry.py:4-4 yes"]),
        Case(
            answer: "See src/retry.py:3:\r\n- src/retry.py:4 `base = 0.5`\r\n",
            expected: ["src/retry.py:3-3 no", "src/retry.py:4-4 yes"]),
        Case(answer: "a, b and src/retry.py:L4 `base`", expected: ["src/retry.py:4-4 yes"]),
        Case(
            answer: "src/retry.py:4, src/retry.py:5 `min(`", expected: ["src/retry.py:4-4 no", "src/retry.py:5-5 yes"]),
        Case(answer: "src/retry.py:3–4 `base = 0.5`", expected: ["src/retry.py:3-4 yes"]),
        Case(answer: "src/retry.py:4x and 12:30 and 3/4:5", expected: []),
        Case(answer: "The function `delay` is at src/retry.py:3.", expected: ["src/retry.py:3-3 yes"]),
        Case(answer: "The function `wait` is at src/retry.py:3.", expected: ["src/retry.py:3-3 no"]),
        Case(answer: "The function `f` is at src/short.py:1-2.", expected: ["src/short.py:1-2 yes"]),
        Case(answer: "The function `r` is at src/short.py:1-2.", expected: ["src/short.py:1-2 no"]),
        Case(answer: "src/retry.py:99 `base`", expected: ["src/retry.py:99-99 no"]),
        Case(answer: "src/retry.py:5-4 `base`", expected: ["src/retry.py:5-5 yes"]),
        Case(answer: "src/none.py:4 `base`", expected: ["src/none.py:4-4 no"]),
        Case(answer: "./src/retry.py:4 `base`", expected: ["src/retry.py:4-4 yes"]),
        Case(answer: "retry.py:4 `base`", expected: ["src/retry.py:4-4 yes"]),
        Case(answer: "docs/My Notes.md:1 `hello`", expected: ["docs/My Notes.md:1-1 yes"]),
        Case(
            answer: "src/retry.py:4 `base` and src/retry.py:5 `min`",
            expected: ["src/retry.py:4-4 yes", "src/retry.py:5-5 yes"]),
        Case(answer: "src/retry.py:4 `base`\nsrc/retry.py:4 `base`", expected: ["src/retry.py:4-4 yes"]),
        Case(answer: "It runs at 12:30 on http://localhost:8080 with ratio 3:1.", expected: []),
        Case(answer: "example.com:443 answers.", expected: []),
        Case(answer: "Use ollama/qwen3:14b or a/b:3x.", expected: []),
        Case(answer: "Makefile:1 `all`", expected: ["Makefile:1-1 yes"]),
        Case(answer: "src/retry.py:7 `a \\\"quoted`", expected: ["src/retry.py:7-7 yes"]),
        Case(answer: "**src/retry.py** line 4 `base`", expected: ["src/retry.py:4-4 yes"]),
        Case(answer: "src/retry.py lines 4-5: `base`", expected: ["src/retry.py:4-5 yes"]),
        Case(answer: "src/retry.py:3, 5.", expected: ["src/retry.py:3-3 no", "src/retry.py:5-5 no"]),
        Case(answer: "attempt in src/retry.py:3 and 5.", expected: ["src/retry.py:3-3 no", "src/retry.py:5-5 no"]),
        Case(answer: "src/retry.py:3, 5 tries", expected: ["src/retry.py:3-3 no"]),
        Case(answer: "src/retry.py:4 says `base = 9`", expected: ["src/retry.py:4-4 no"]),
        Case(answer: "src/retry.py:5 (`delay` caps at 30)", expected: ["src/retry.py:5-5 yes"]),
        Case(answer: "src/retry.py:3 `def delay(attempt): ... }`", expected: ["src/retry.py:3-3 yes"]),
        Case(answer: "No citation here.", expected: []),
    ]

    @Test(arguments: cases) func checks(_ example: Case) throws {
        let corpus = try testCorpus([
            ("src/retry.py", Self.source), ("src/short.py", "def f():\n    return 1\n"),
            ("docs/My Notes.md", "hello world\n"), ("Makefile", "all: rlm\n"),
        ])
        let found = CitationChecker(corpus: corpus).citations(in: example.answer)
        #expect(found.map { "\($0.path):\($0.line)-\($0.endLine) \($0.verified ? "yes" : "no")" } == example.expected)
    }

    @Test func leavesTheQuoteEmptyWhenTheAnswerQuotesNothing() throws {
        let corpus = try testCorpus([("a.txt", "one\n  two_words \n")])
        let found = CitationChecker(corpus: corpus).citations(in: "The two_words are at a.txt:2.")
        #expect(found == [Citation(path: "a.txt", line: 2, endLine: 2, quote: "", verified: true)])
    }

    @Test func takesANameThatStandsElsewhereForNoQuote() throws {
        let corpus = try testCorpus([("a.c", "void run(void) {\n    step_one();\n}\n")])
        let found = CitationChecker(corpus: corpus).citations(in: "step_one is called at a.c:2, in `run`.")
        #expect(found == [Citation(path: "a.c", line: 2, endLine: 2, quote: "", verified: true)])
    }

    @Test func keepsAFalseQuoteBesideATrueOneOfTheSamePlace() throws {
        let corpus = try testCorpus([("a.c", "return false;\n")])
        let found = CitationChecker(corpus: corpus).citations(in: "a.c:1 `return false;`\na.c:1 `return true;`")
        #expect(found.map(\.verified) == [true, false])
    }

    @Test func tellsWhatIsWrong() throws {
        let corpus = try testCorpus([
            ("src/a.c", "int one;\nint two;\n"), ("src/dict.c", "x = 1;\n"), ("deps/dict.c", "y = 2;\n"),
        ])
        let checker = CitationChecker(corpus: corpus)
        func problem(_ answer: String) -> String? { checker.findings(in: answer).first?.problem }
        #expect(problem("src/a.c:1 `int two;`") == "the quote stands at line 2")
        #expect(problem("src/a.c:1 `int six;`") == "the quote is not there; line 1 reads `int one;`")
        #expect(problem("src/a.c:9 `int one;`") == "the file has 2 lines")
        #expect(problem("src/b.c:1 `int one;`") == "there is no such file in the input")
        #expect(problem("dict.c:1 is where it is") == "several files end so: write src/dict.c or deps/dict.c")
        #expect(problem("dict.c:1 `y = 2;`") == nil)
    }
}
