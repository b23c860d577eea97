import Commands
import Configuration
import Testing

@Suite struct ArgumentParserTests {
    private func parse(_ arguments: String...) throws(UsageError) -> ParsedArguments {
        try ArgumentParser.parse(arguments, of: .ask)
    }

    private func setting(_ path: String, in parsed: ParsedArguments) -> SettingNode.Value? {
        parsed.settings.first { $0.path.joined(separator: ".") == path }?.node.value
    }

    @Test func takesValuesBesideAndJoined() throws {
        for arguments in [["--model", "a/b"], ["--model=a/b"]] {
            let parsed = try ArgumentParser.parse(["q"] + arguments + ["p"], of: .ask)
            #expect(setting("model.name", in: parsed) == .string("a/b"))
            #expect(parsed.operands == ["q", "p"])
        }
    }

    @Test func keepsEqualsSignsInValues() throws {
        #expect(try setting("model.name", in: parse("--model=command/x --a=b")) == .string("command/x --a=b"))
        #expect(try parse("--git=").text("--git") == "")
    }

    @Test func takesNumbersWithTheirKind() throws {
        let parsed = try parse("--max-iterations", "7", "--max-cost", "0.5", "--timeout", "30", "--max-depth=0")
        #expect(setting("limits.max-iterations", in: parsed) == .integer(7))
        #expect(setting("limits.max-cost", in: parsed) == .float(0.5))
        #expect(setting("limits.timeout", in: parsed) == .float(30))
        #expect(setting("limits.max-depth", in: parsed) == .integer(0))
    }

    @Test func joinsFlagsOfOneLetter() throws {
        let parsed = try parse("-qv")
        #expect(parsed.has("--quiet"))
        #expect(setting("terminal.verbose", in: parsed) == .boolean(true))
        #expect(try parse("-h").has("--help"))
    }

    @Test func endsOptionsAtTwoDashes() throws {
        let parsed = try parse("--json", "--", "--model", "-x")
        #expect(parsed.has("--json"))
        #expect(parsed.operands == ["--model", "-x"])
    }

    @Test func takesASingleDashAsAnOperandAndAsAValue() throws {
        #expect(try parse("q", "-").operands == ["q", "-"])
        #expect(try parse("--trace", "-").text("--trace") == "-")
    }

    @Test func collectsRepeatedOptions() throws {
        let parsed = try parse("--include", "*.c", "--include=*.h")
        guard case .array(let items)? = setting("corpus.include", in: parsed) else {
            Issue.record("no list")
            return
        }
        #expect(items.map(\.value) == [.string("*.c"), .string("*.h")])
    }

    @Test(arguments: [
        (["--modle", "x"], "unknown option --modle; did you mean --model?"),
        (["--frobnicate"], "unknown option --frobnicate "),
        (["-x"], "unknown option -x"),
        (["--model"], "--model needs a value: --model MODEL"),
        (["--model", "--json"], "--model needs a value"),
        (["--json=yes"], "--json takes no value"),
        (["--max-iterations", "many"], "--max-iterations takes a whole number, not “many”"),
        (["--max-iterations", "1.5"], "--max-iterations takes a whole number"),
        (["--timeout", "soon"], "--timeout takes a number, not “soon”"),
        (["--timeout", "nan"], "--timeout takes a number"),
        (["--max-cost=inf"], "--max-cost takes a number"),
        (["--git", "a", "--git", "b"], "--git is given twice"),
        (["--max-tokens", "99999999999999999999"], "--max-tokens takes a whole number"),
    ])
    func saysWhatIsWrong(arguments: [String], message: String) throws {
        let error = try #require(throws: UsageError.self) { try ArgumentParser.parse(arguments, of: .ask) }
        #expect(error.description.hasPrefix(message), "\(error)")
    }

    @Test func negativeNumbersReachTheCheckOfTheirRange() throws {
        let parsed = try parse("--max-iterations", "-3")
        let error = try #require(throws: ConfigurationError.self) { try Configuration(options: parsed.settings) }
        #expect(error.description == "--max-iterations: this takes a whole number, 1 or more, not -3")
    }

    @Test func everyOptionOfASettingChangesASettingThatExists() throws {
        for option in Program.rlm.declarations.flatMap(\.options) {
            guard let setting = option.setting else { continue }
            #expect(Configuration.defaultValue(of: setting) != nil, "\(option.name) stands for \(setting)")
        }
    }
}
