import FoundationEssentials
import RLMEngine
import TestSupport
import Testing

/// The built program over a small corpus with a scripted model: the whole way but the network.
@Suite(.timeLimit(.minutes(3))) struct AskTests {
    private let program: BuiltProgram

    init() throws {
        program = try BuiltProgram()
        try program.folder.write("import os\n\nRETRIES = 3\ndelay = 0.5 * RETRIES\n", to: "src/retry.py")
    }

    private static let answering = """
        --- root
        ```repl
        hits = [line for line in context.splitlines() if "RETRIES" in line]
        print(len(hits))
        reply = llm_query("count: " + hits[0])
        print(reply)
        ```
        --- root
        ```repl
        FINAL(context[:0] + "Three retries, src/retry.py:3 `RETRIES = 3`.")
        ```
        --- sub times=99
        a sub-model's reply
        """

    private func ask(
        _ script: String, _ options: String..., environment: [String: String] = [:]
    ) async throws -> BuiltProgram.Outcome {
        let arguments = ["ask", "How many retries?", "src/retry.py", "--model", try program.script(script)]
        return try await program.run(arguments + ["--always-recurse"] + options, environment: environment)
    }

    @Test func standardOutputCarriesTheAnswerAlone() async throws {
        let outcome = try await ask(Self.answering)
        #expect(outcome.stdout == "Three retries, src/retry.py:3 `RETRIES = 3`.\n")
        #expect(outcome.code == 0, "\(outcome.stderr)")
    }

    @Test func progressIsFewPlainLinesWhereThereIsNoTerminal() async throws {
        let lines = try await ask(Self.answering).stderr.split(separator: "\n")
        #expect(lines.first?.hasPrefix("reading 1 file, ") == true)
        #expect(lines.dropFirst().prefix(3) == ["turn 1/30", "sub-calls: 1 done, 0 running", "turn 2/30"])
        #expect(lines.last?.hasPrefix("answered in ") == true)
        #expect(lines.count <= 6, "\(lines)")
        #expect(!lines.joined().contains("\u{1b}"))
    }

    @Test func quietSaysNothing() async throws {
        let outcome = try await ask(Self.answering, "--quiet")
        #expect(outcome.stderr == "")
        #expect(outcome.stdout.hasPrefix("Three retries"))
    }

    @Test func verboseShowsCodeAndItsOutput() async throws {
        let stderr = try await ask(Self.answering, "--verbose").stderr
        #expect(stderr.contains("> print(len(hits))\n"))
        #expect(stderr.contains("  2\n  a sub-model's reply\n"))
    }

    @Test func jsonIsOneObjectOfTheDocumentedShape() async throws {
        let outcome = try await ask(Self.answering, "--json", "--trace", "run.jsonl")
        struct Shape: Decodable {
            struct Stats: Decodable {
                var iterations, subcalls: Int
                var wallSeconds, replSeconds: Double
            }
            var answer: String
            var citations: [Citation]
            var success, partial: Bool
            var stopReason, model, subModel: String
            var stats: Stats
            var trace: String?
        }
        let shape = try JSONDecoder().decode(Shape.self, from: Data(outcome.stdout.utf8))
        #expect(shape.answer == "Three retries, src/retry.py:3 `RETRIES = 3`.")
        #expect(
            shape.citations == [
                Citation(path: "src/retry.py", line: 3, endLine: 3, quote: "RETRIES = 3", verified: true)
            ])
        #expect(shape.success && !shape.partial && shape.stopReason == "answered")
        #expect(shape.stats.iterations == 2 && shape.stats.subcalls == 1)
        #expect(shape.model.hasPrefix("scripted/") && shape.subModel == shape.model)
        #expect(shape.trace == "run.jsonl")
        #expect(outcome.code == 0)
    }

    @Test func theTraceHoldsEveryStepAsJSONLines() async throws {
        _ = try await ask(Self.answering, "--quiet", "--trace", "run.jsonl")
        struct Line: Decodable { var type: String }
        let text = try String(contentsOf: URL(filePath: program.folder.path("run.jsonl")), encoding: .utf8)
        let types = try text.split(separator: "\n").map {
            try JSONDecoder().decode(Line.self, from: Data($0.utf8)).type
        }
        #expect(types.prefix(2) == ["setup", "metadata"])
        #expect(types.last == "answer")
        #expect(types.contains("subcall") && types.contains("cell") && types.contains("reply"))
    }

    @Test func aCitationThatDoesNotHoldIsMarked() async throws {
        let wrong =
            "--- root turn=any times=9\n```repl\nprint(len(context))\nFINAL(\"See src/retry.py:3 and src/retry.py:400.\")\n```\n"
        let outcome = try await ask(wrong)
        #expect(outcome.stdout.contains("[not verified"), "\(outcome.stdout)")
        #expect(outcome.stdout.contains("src/retry.py:400]"))
    }

    @Test func escapesOfTheModelNeverReachTheOutput() async throws {
        let hostile =
            "--- root turn=any times=9\n```repl\nprint('\\x1b[2J', context[:0])\nFINAL('red \\x1b[31malert\\x1b]0;title\\x07 done')\n```\n"
        let outcome = try await ask(hostile, "--verbose")
        #expect(outcome.stdout == "red alert done\n")
        #expect(!outcome.stderr.contains("\u{1b}"))
    }

    @Test func aLimitOfTurnsEndsWithFiveAndALabel() async throws {
        let endless = "--- root turn=any times=50\n```repl\nprint(len(context))\n```\n"
        let outcome = try await ask(endless, "--max-iterations", "2")
        #expect(outcome.code == 5, "\(outcome.stderr)")
        #expect(outcome.stderr.contains("rlm: "))
        if !outcome.stdout.isEmpty { #expect(outcome.stdout.contains("[partial answer")) }
    }

    @Test func aFailingModelEndsWithFour() async throws {
        let outcome = try await ask("--- root fail=authentication\nwrong key\n")
        #expect(outcome.code == 4)
        #expect(outcome.stdout == "")
        #expect(outcome.stderr.contains("wrong key"))
    }

    @Test func settingsComeFromTheUsersFileAndFlagsWin() async throws {
        try program.folder.write("[limits]\nmax-iterations = 1\n[terminal]\nprogress = \"none\"", to: "config.toml")
        let endless = "--- root turn=any times=50\n```repl\nprint(len(context))\n```\n"
        let byFile = try await ask(endless, "--config", "config.toml", "-v")
        #expect(byFile.code == 5)
        #expect(!byFile.stderr.contains("turn 1"))
        let byFlag = try await ask(Self.answering, "--config", "config.toml", "--max-iterations", "3")
        #expect(byFlag.code == 0, "\(byFlag.stderr)")
    }

    @Test func standardInputIsReadWhenItIsFed() async throws {
        let script = try program.script(
            "--- root turn=any times=9\n```repl\nFINAL(context.strip().splitlines()[-1])\n```\n")
        for paths in [["-"], []] {
            let outcome = try await program.run(
                ["ask", "last line?", "--model", script, "--always-recurse", "-q"] + paths, input: "first\nlast\n")
            #expect(outcome.stdout == "last\n", "\(outcome.stderr)")
        }
    }

    @Test func patternsAndIgnoreRulesChooseTheFiles() async throws {
        let listing = try program.script("--- root turn=any times=9\n```repl\nFINAL(', '.join(files))\n```\n")
        for (name, text) in [("a.py", "a"), ("b.txt", "b"), ("c.log", "c"), (".gitignore", "*.log\n")] {
            try program.folder.write(text, to: "tree/\(name)")
        }
        func files(_ options: String...) async throws -> String {
            try await program.run(["ask", "q", "tree", "-q", "--always-recurse", "--model", listing] + options).stdout
        }
        #expect(try await files() == "tree/.gitignore, tree/a.py, tree/b.txt\n")
        #expect(try await files("--include", "*.py", "--include=*.txt") == "tree/a.py, tree/b.txt\n")
        #expect(try await files("--exclude", "*.py") == "tree/.gitignore, tree/b.txt\n")
        #expect(try await files("--no-ignore", "--include", "*.log") == "tree/c.log\n")
    }

    @Test func aRevisionIsReadFromTheRepository() async throws {
        let listing = try program.script("--- root turn=any times=9\n```repl\nFINAL(files['f.txt'])\n```\n")
        let outcome = try await program.shell(
            """
            mkdir r; cd r; git init -q .; git config user.name a; git config user.email a@b
            echo old > f.txt; git add .; git commit -qm one; echo new > f.txt; git commit -qam two
            "$RLM" ask q --git HEAD~1 -q --always-recurse --model \(listing) .
            "$RLM" ask q --git HEAD -q --always-recurse --model \(listing)
            """)
        #expect(outcome.stdout == "old\nnew\n", "\(outcome.stderr)")
    }

    @Test func aReaderThatGoesAwayIsNoError() async throws {
        let long = "--- root turn=any times=9\n```repl\nFINAL(context[:0] + ('xx ' * 333 + '\\n') * 300)\n```\n"
        let script = try program.script(long)
        let outcome = try await program.shell(
            "\"$RLM\" ask q src/retry.py --always-recurse --model \(script) -q | head -c 4; echo ${PIPESTATUS[0]}")
        #expect(outcome.stdout == "xx x0\n")
        #expect(outcome.stderr == "")
    }
}
