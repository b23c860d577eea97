import LanguageModels
import TestSupport
import Testing

@testable import RLMEngine

/// The built-in model through the whole loop: its code runs in a real worker and its quotes are checked.
@Suite struct BuiltinRunTests {
    private static let files = [
        (
            "app/net.py",
            """
            import os

            LIMIT = 3  # tries


            class RetryPolicy:
                \"""Decides whether a request is sent again.\"""

                def delay_before(self, attempt):
                    # TODO: add jitter
                    return min(30, 0.5 * 2 ** attempt)


            def fetch(url):
                token = os.environ["APP_TOKEN"]
                if not token:
                    raise ValueError("no token")
                return RetryPolicy().delay_before(LIMIT)
            """
        ),
        ("app/cli.py", "from app.net import fetch\n\n\ndef main():\n    return fetch(\"http://localhost\")\n"),
        ("README.md", "# App\n\nApp sends requests and sends them again when they fail.\n"),
    ]

    private func answer(_ question: String) async throws -> Answer {
        let model = BuiltinModel()
        return await RecursiveLanguageModel(model: model, subModel: model, options: RunOptions())
            .answer(question: question, corpus: try testCorpus(Self.files))
    }

    @Test(
        .timeLimit(.minutes(2)),
        arguments: [
            ("Where is RetryPolicy defined?", "app/net.py:6"),
            ("Who calls fetch?", "app/cli.py:5"),
            ("Where is `LIMIT` used?", "app/net.py:18"),
            ("Find all TODO items", "app/net.py:10"),
            ("What environment variables are read?", "APP_TOKEN — app/net.py:15"),
            ("What is the value of LIMIT?", "`3`"),
            ("List the error messages", "no token” — app/net.py:17"),
            ("Which files import app.net?", "app/cli.py:1"),
            ("How many functions are there?", "There are 3"),
            ("Which file contains \"sends them again\"?", "README.md:3"),
            ("Where are the delays of retries decided?", "app/net.py:"),
            ("What does this project do?", "App sends requests and sends them again when they fail."),
            ("Why are requests sent again?", "Rules cannot judge this"),
        ])
    func answersWithCheckedCitations(question: String, expected: String) async throws {
        let answer = try await answer(question)
        #expect(answer.success, "\(answer.problem ?? "")")
        #expect(answer.text.contains(expected), "\(answer.text)")
        let unverified = answer.citations.filter { !$0.verified }
        #expect(unverified.isEmpty, "\(unverified)")
        #expect(answer.text.split(separator: "\n").last?.contains("built-in model (rules, no language model)") == true)
        #expect(answer.statistics.iterations <= 4)
    }

    @Test func saysThatItFoundNothing() async throws {
        let answer = try await answer("Where is `zzqqxx` defined?")
        #expect(answer.text.contains("`zzqqxx` is not defined in the input, and the name does not occur there at all."))
        #expect(answer.citations.isEmpty)
    }
}
