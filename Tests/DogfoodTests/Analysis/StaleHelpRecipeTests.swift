import Dogfood
import Testing

@Suite struct StaleHelpRecipeTests {
    private static let help = """
        OVERVIEW: Counts words.

        USAGE: count [--all] [--fast] <file>

        OPTIONS:
          --all                   Count all.
          --fast                  Count faster.
          -h, --help              Show help information.

        """

    /// The document after the edits; nil when there are none.
    private func mended(_ document: String, prints: [String: String] = ["count": help]) async throws -> String? {
        let tree = ProjectFiles(["README.md": document])
        let recipe = StaleHelpRecipe { program, arguments in
            arguments == ["--help"] ? prints[program] : nil
        }
        return try await Edits.text(of: "README.md", in: tree, by: recipe)
    }

    private func document(_ output: String, command: String = "$ count --help") -> String {
        "# Count\n\n```console\n\(command)\n\(output)```\n\nMore.\n"
    }

    private static let older = help.replacing("  --fast                  Count faster.\n", with: "").replacing(
        " [--fast]", with: "")

    @Test(arguments: ["$ count --help", "% swift run count --help", "$ .build/release/count --help"])
    func showsWhatTheProgramPrintsNow(command: String) async throws {
        #expect(
            try await mended(document(Self.older, command: command)) == document(Self.help, command: command))
    }

    @Test func seesThatTheFirstLineIsOld() async throws {
        let (now, then) = (Self.help.dropFirst(25), Self.older.dropFirst(25))
        #expect(now.hasPrefix("USAGE: count [--all] [--fast]") && then.hasPrefix("USAGE: count [--all] <file>"))
        #expect(try await mended(document(String(then)), prints: ["count": String(now)]) == document(String(now)))
    }

    @Test func readsTheCommandAboveTheBlock() async throws {
        for line in ["`$ count --help`", "<!-- `$ count --help` -->"] {
            let before = "\(line)\n\n```\n\(Self.older)```\n"
            #expect(try await mended(before) == "\(line)\n\n```\n\(Self.help)```\n")
        }
    }

    @Test func keepsTheOtherCommandsOfABlock() async throws {
        let text = { (help: String) in
            "1. Install:\n\n   ```\n   $ count --help\n\(help)   $ count a.txt\n   3\n   ```\n"
        }
        func indented(_ help: String) -> String {
            let lines = help.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
            return lines.map { $0.isEmpty ? "\n" : "   \($0)\n" }.joined()
        }
        #expect(try await mended(text(indented(Self.older))) == text(indented(Self.help)))
    }

    /// As it is; in other lines; cut on purpose; a part; another output.
    private static let notStale: [String] = [
        help, help.replacing("Count faster.", with: "Count\n                          faster."),
        older.replacing("OPTIONS:\n", with: "OPTIONS:\n  ...\n"), "OVERVIEW: Counts words.\n",
        "USAGE: count [--all] [--fast] <file>\n\nOPTIONS:\n  --all                   Count all.\n",
        "OVERVIEW: Counts words.\n\nSee the manual.\nIt is long.\nIt is not here.\n",
    ]

    @Test("leaves alone what is not stale", arguments: notStale)
    func leavesAlone(output: String) async throws { #expect(try await mended(document(output)) == nil) }

    @Test(
        arguments: [
            "$ count", "$ count --help | head", "$ count --help > help.txt", "$ sudo count --help", "$ other --help",
            "$ /bin/count --help", "$ count `x` --help", "$ ../count --help",
        ])
    func asksOnlyProgramsOfThePackageForHelp(command: String) async throws {
        #expect(try await mended(document(Self.older, command: command)) == nil)
    }

    @Test func leavesTutorialsAlone() async throws {
        let text = document(Self.older)
        #expect(try await mended(text + text) == nil)
        let tree = ProjectFiles(["Sources/A/A.docc/Steps.md": text])
        #expect(try await StaleHelpRecipe { _, _ in Self.help }.improvements(in: tree).isEmpty)
    }

    @Test func takesNothingOfThisMachineOrMoment() async throws {
        #expect(try await mended(document(Self.older), prints: ["count": Self.help + "at /tmp/home\n"]) == nil)
        let tree = ProjectFiles(["README.md": document(Self.older)])
        let changing = StaleHelpRecipe { _, _ in Self.help + "\(ContinuousClock.now)\n" }
        #expect(try await Edits.text(of: "README.md", in: tree, by: changing) == nil)
    }

    @Test func saysWhatIsOld() async throws {
        let tree = ProjectFiles(["README.md": document(Self.older)])
        let found = try await StaleHelpRecipe { _, _ in Self.help }.improvements(in: tree)
        #expect(found.map(\.finding.claim) == ["Let README.md show what `count --help` prints now"])
        #expect(found.first?.finding.places.map(\.line) == [4])
        #expect(found.first?.finding.rationale.contains("It no longer prints: USAGE: count [--all] <file>") == true)
    }
}
