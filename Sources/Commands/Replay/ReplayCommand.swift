import Configuration
import Corpus
import FoundationEssentials
import Glibc
import REPL
import RLMEngine

/// `rlm replay`: runs a recorded run again and reports the first difference.
struct ReplayCommand: Sendable {
    private let parsed: ParsedArguments
    private let environment: [String: String]

    init(_ parsed: ParsedArguments, environment: [String: String]) {
        self.parsed = parsed
        self.environment = environment
    }

    func run() async throws -> ExitCode {
        guard let path = parsed.operands.first else { throw UsageError("name a trace: rlm replay TRACE [PATH…]") }
        REPLSession.warmUp()
        let recorded = try Self.read(path)
        let display = ProgressDisplay(
            terminal: ErrorTerminal(colour: .auto, environment: environment), silent: true, plain: true, verbose: false)
        let interruption = try Interruption { display.abandon() }
        do {
            let (report, changes) = try await interruption.cancelling { try await self.replay(recorded, display) }
            interruption.workIsDone()
            if interruption.happened { throw CommandFailure(.interrupted, "interrupted") }
            try tell(report, changes)
            return report.isSame ? .success : .incomplete
        } catch {
            interruption.workIsDone()
            throw interruption.happened ? CommandFailure(.interrupted, "interrupted") : error
        }
    }

    private static func read(_ path: String) throws -> RecordedRun {
        guard let data = try? Data(contentsOf: URL(filePath: path)) else {
            throw CommandFailure(.input, "the trace \(path) cannot be read")
        }
        do {
            return try RecordedRun(lines: data)
        } catch {
            throw CommandFailure(.usage, "\(path) cannot be replayed: \(error.description)")
        }
    }

    private func replay(_ recorded: RecordedRun, _ display: ProgressDisplay) async throws -> (
        ReplayReport, InputChanges
    ) {
        let input = recorded.setup.input
        let given = Array(parsed.operands.dropFirst())
        // The folder may be another one soon.
        let trace = parsed.operands.first.map {
            $0.hasPrefix("/") ? $0 : FileManager.default.currentDirectoryPath + "/" + $0
        }
        if given.isEmpty, chdir(input.folder) != 0 {
            throw CommandFailure(
                .input,
                "the folder of the recorded run is gone: \(input.folder); name its input: rlm replay TRACE PATH…")
        }
        var options = CorpusOptions(include: input.include, exclude: input.exclude, noIgnore: input.noIgnore)
        options.passedBy = trace
        let corpus = try await AskInput(
            paths: given.isEmpty ? input.paths : given, revision: input.revision, options
        ).corpus(display: display)
        let changes = InputChanges(from: recorded.setup.files, to: corpus.contentDigests())
        return (await Replay.run(recorded, corpus: corpus), changes)
    }

    private func tell(_ report: ReplayReport, _ changes: InputChanges) throws {
        if parsed.has("--json") {
            try StandardOutput.write(try ReplayJSON(report, changes).text())
            return
        }
        if !changes.isEmpty {
            try? StandardOutput.write("the input is not as it was recorded: \(changes.text)\n", to: STDERR_FILENO)
        }
        try StandardOutput.write(PlainText.cleaned(Self.text(report)))
    }

    private static func text(_ report: ReplayReport) -> String {
        let counts =
            "\(Quantity.counted(report.turns, "turn")), \(Quantity.counted(report.cells, "cell")), "
            + Quantity.counted(report.calls, "call")
        let clock =
            report.unrepeatable == 0
            ? "" : "; \(Quantity.counted(report.unrepeatable, "output")) with times or random numbers differ in those"
        guard let difference = report.difference else {
            let end = report.endsEarly ? ", up to where the recorded run was ended" : ""
            return "the same\(end): \(counts)\(clock)\n"
        }
        return """
            the first difference, in turn \(difference.turn): \(difference.kind.rawValue), \(difference.place)
            recorded: \(difference.recorded)
            now:      \(difference.found)

            """
    }
}
