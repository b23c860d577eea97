@testable import Commands
import Configuration
import LanguageModels
import REPL
import RLMEngine
import Testing

@Suite struct ProgressTests {
    private func state(_ events: [(Int, Event.Kind)]) -> ProgressState {
        var state = ProgressState()
        for (depth, kind) in events { state.update(Event(time: 0, depth: depth, kind: kind)) }
        return state
    }

    private func view(_ state: ProgressState, columns: Int = 80, unicode: Bool = false) -> [String] {
        LiveView(capabilities: .none, unicode: unicode).lines(state, elapsed: 12, frame: 0, columns: columns)
    }

    private var totals: RunStatistics {
        var totals = RunStatistics()
        var use = RunStatistics.ModelUse()
        use.usage = TokenUsage(prompt: 12_000, completion: 345)
        use.costUSD = 0.0123
        totals.byModel["m"] = use
        return totals
    }

    @Test func showsTurnSubcallsTokensAndCost() {
        let lines = view(
            state([
                (0, .iterationStarted(iteration: 2, limit: 30, messages: [])), (0, .usage(totals)),
                (0, .subcallStarted(id: 1, Subcall(kind: .model, prompt: "a"))),
                (1, .subcallStarted(id: 2, Subcall(kind: .model, prompt: "b"))),
                (0, .subcallFinished(id: 1, .text("x"), usage: TokenUsage(), seconds: 1)),
                (0, .cellStarted(code: "import re\n# look\nhits = grep(\"retry\")\nprint(hits)")),
            ]), columns: 120)
        #expect(lines[0] == "| 12 s | turn 2/30 | sub-calls: 1 running, 1 done | 12.3k tokens | $0.0123")
        #expect(lines[1] == "  code: hits = grep(\"retry\")")
    }

    @Test func childrenDoNotMoveTheTurn() {
        let state = state([
            (0, .iterationStarted(iteration: 2, limit: 30, messages: [])),
            (1, .iterationStarted(iteration: 7, limit: 30, messages: [])), (1, .cellStarted(code: "x = 1")),
        ])
        #expect(state.iteration == 2)
        #expect(state.activity == .asking(replyLength: 0))
    }

    @Test func countsWhatTheModelWrites() {
        let state = state([
            (0, .iterationStarted(iteration: 1, limit: 30, messages: [])), (0, .modelText("abc")),
            (0, .modelText("de")),
        ])
        #expect(state.activity == .asking(replyLength: 5))
    }

    @Test(arguments: [10, 20, 40, 200])
    func neverExceedsTheTerminalsWidth(columns: Int) {
        var state = state([(0, .usage(totals)), (0, .cellStarted(code: "日本語 = '" + String(repeating: "語", count: 99)))])
        state.iteration = 3
        for line in view(state, columns: columns, unicode: true) {
            #expect(DisplayWidth.of(line) < max(columns, 11), "\(line)")
        }
    }

    @Test func codeCannotSteerTheTerminal() {
        let state = state([(0, .cellStarted(code: "x = '\u{1b}[2J\u{7}'"))])
        #expect(view(state)[1] == "  code: x = ''")
    }

    @Test func plainLinesAreFew() {
        let lines = ProgressLines(verbose: false, live: false, capabilities: .none)
        let run = RunDescription(
            question: "q", model: "ollama/a", subModel: "ollama/b", fileCount: 3, characterCount: 12_345)
        let events: [Event.Kind] = [
            .started(run), .iterationStarted(iteration: 1, limit: 30, messages: []), .modelText("x"),
            .cellStarted(code: "a"), .cellFinished(CellResult(outcome: .completed, stdout: "b"), code: "a"),
            .notice("a layer is missing"),
        ]
        let shown = events.flatMap { lines.lines(for: Event(time: 0, depth: 0, kind: $0), ProgressState()) }
        #expect(
            shown == [
                "reading 3 files, 12.3k characters with ollama/a, sub-calls ollama/b", "turn 1/30",
                "a layer is missing",
            ])
    }

    @Test func plainLinesTellOfManySubcallsNowAndThen() {
        let lines = ProgressLines(verbose: false, live: false, capabilities: .none)
        var state = ProgressState()
        let finished = (1...60).flatMap { id in
            let start = Event(time: 0, depth: 0, kind: .subcallStarted(id: id, Subcall(kind: .model, prompt: "p")))
            let end = Event(
                time: 0, depth: 0, kind: .subcallFinished(id: id, .text("r"), usage: TokenUsage(), seconds: 1))
            return [start, end].flatMap { event in
                state.update(event)
                return lines.lines(for: event, state)
            }
        }
        #expect(finished == [1, 2, 5, 10, 20, 50].map { "sub-calls: \($0) done, 0 running" })
    }

    @Test func aServerThatFailsManyCallsAtOnceDoesNotFillTheTerminal() {
        let retry = Event.Kind.modelRetrying(ModelError(.unreachable, model: "m", message: "Gone."), delay: 1)
        func told(verbose: Bool) -> [String] {
            let lines = ProgressLines(verbose: verbose, live: false, capabilities: .none)
            var state = ProgressState()
            return (1...1000).flatMap { _ in
                let event = Event(time: 0, depth: 0, kind: retry)
                state.update(event)
                return lines.lines(for: event, state)
            }
        }
        #expect(told(verbose: false).count == 17)
        #expect(told(verbose: false)[10] == "of further retries some are told")
        #expect(told(verbose: true).count == 1000)
    }

    @Test func verboseShowsCodeAndOutput() {
        let lines = ProgressLines(verbose: true, live: false, capabilities: .none)
        let code = lines.lines(
            for: Event(time: 0, depth: 1, kind: .cellStarted(code: "a = 1\nprint(a)")), ProgressState())
        #expect(code == ["  > a = 1", "  > print(a)"])
        let result = CellResult(outcome: .raised, stdout: "1\u{1b}[2J\n", stderr: "Trace")
        let output = lines.lines(for: Event(time: 0, depth: 0, kind: .cellFinished(result, code: "")), ProgressState())
        #expect(output == ["  1", "! Trace"])
    }

    @Test func longOutputIsCut() {
        let lines = ProgressLines(verbose: true, live: false, capabilities: .none)
        let result = CellResult(outcome: .completed, stdout: String(repeating: "x\n", count: 100) + "x")
        let output = lines.lines(for: Event(time: 0, depth: 0, kind: .cellFinished(result, code: "")), ProgressState())
        #expect(output.count == 41)
        #expect(output.last == "  … 61 lines more")
    }

    @Test(
        arguments: [
            (["NO_COLOR": "1"], true, false), (["NO_COLOR": ""], true, true), (["TERM": "dumb"], true, false),
            ([:], true, true),
            ([:], false, false), (["CLICOLOR_FORCE": "1"], false, true), (["CLICOLOR_FORCE": "0"], false, false),
            (["CLICOLOR_FORCE": "1", "NO_COLOR": "1"], true, false),
        ] as [([String: String], Bool, Bool)])
    func colourFollowsTheConventions(environment: [String: String], isTerminal: Bool, expected: Bool) {
        #expect(
            ErrorTerminal.wantsColour(.auto, isTerminal: isTerminal, environment: environment) == expected)
    }

    @Test func settingsWinOverTheConventions() {
        #expect(ErrorTerminal.wantsColour(.always, isTerminal: false, environment: ["NO_COLOR": "1"]))
        #expect(!ErrorTerminal.wantsColour(.never, isTerminal: true, environment: ["CLICOLOR_FORCE": "1"]))
    }

    @Test func terminalsAreReadFromTheDatabase() throws {
        let xterm = try #require(TerminalCapabilities.load(term: "xterm-256color", descriptor: 2))
        #expect(xterm.canRedraw)
        #expect(xterm.red == "\u{1b}[31m")
        let dumb = TerminalCapabilities.load(term: "dumb", descriptor: 2) ?? .none
        #expect(!dumb.canRedraw && dumb.red.isEmpty)
        #expect(TerminalCapabilities.load(term: "no-such-terminal", descriptor: 2) == nil)
    }
}
