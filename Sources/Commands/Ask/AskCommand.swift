import Bridge
import Configuration
import Corpus
import FoundationEssentials
import Glibc
import JSON
import LanguageModels
import REPL
import RLMEngine
import ReplyCache

/// `rlm ask`: reads the input, runs the engine, shows how it goes, prints the answer.
struct AskCommand: Sendable {
    private let request: AskRequest
    private let settings: Settings
    private let environment: [String: String]
    private let options: RunOptions
    private let display: ProgressDisplay
    private let silent: Bool
    private let parsed: ParsedArguments

    /// - Throws: whatever is wrong with the arguments, the configuration or the files that they name.
    init(_ parsed: ParsedArguments, environment: [String: String]) throws {
        self.parsed = parsed
        request = try AskRequest(parsed)
        let configuration = try Configuration(
            file: parsed.text("--config"), environment: environment, options: parsed.settings)
        settings = configuration.settings
        self.environment = environment
        options = try RunOptions(settings, systemPrompt: request.systemPrompt)
        silent = request.quiet || settings.terminal.progress == .none
        display = ProgressDisplay(
            terminal: ErrorTerminal(colour: settings.terminal.colour, environment: environment), silent: silent,
            plain: settings.terminal.progress == .plain, verbose: settings.terminal.verbose)
    }

    func run() async throws -> ExitCode {
        let trace: TraceWriter?
        if let path = request.tracePath { trace = try TraceWriter(path: path) } else { trace = nil }
        let interruption = try Interruption { display.abandon() }
        do {
            let outcome = try await interruption.cancelling { try await self.outcome(trace) }
            interruption.workIsDone()
            display.close()
            return try deliver(outcome, trace)
        } catch {
            interruption.workIsDone()
            display.close()
            throw interruption.happened ? CommandFailure(.interrupted, "interrupted") : error
        }
    }

    /// An answer with the names of the models that gave it.
    private struct Outcome: Sendable {
        var answer: Answer
        var model: String
        var subModel: String
    }

    private func outcome(_ trace: TraceWriter?) async throws -> Outcome {
        request.usesDaemon ? try await daemonAnswer() : try await answer(trace)
    }

    /// The daemon's answer.
    private func daemonAnswer() async throws -> Outcome {
        let animation = Task { await display.animate() }
        defer { animation.cancel() }
        let starter = DaemonStarter(path: try SocketPath(environment: environment), environment: environment)
        let asking = DaemonAsk(
            question: request.question, parameters: try request.parameters(parsed, environment: environment),
            connect: { try await starter.client() },
            onEvent: display.handle)
        let state = try await asking.finalState()
        guard let answer = Answer(state) else {
            let error = state["error"]
            throw CommandFailure(
                error?["kind"]?.string.flatMap(ExitCode.init(name:)) ?? .incomplete, error?["message"]?.string)
        }
        return Outcome(answer: answer, model: state["model"]?.string ?? "", subModel: state["subModel"]?.string ?? "")
    }

    private func answer(_ trace: TraceWriter?) async throws -> Outcome {
        REPLSession.warmUp()
        let models = try await AskModels(settings, environment: environment, onRemark: note)
        // Asked while the input is read; the engine asks again, for what is known by then.
        async let _ = models.root.contextWindow()
        let animation = Task { await display.animate() }
        defer { animation.cancel() }
        var input = CorpusOptions(settings.corpus)
        input.passedBy = request.tracePath
        let corpus = try await AskInput(paths: request.paths, revision: request.revision, input)
            .corpus(display: display)
        corpus.notices.forEach(note)
        AskInput.remarks(on: corpus.skipped, verbose: settings.terminal.verbose).forEach(note)
        var options = options
        options.fit([models.root, models.sub], settings)
        options.similarReplies = models.similarReplies
        let cache =
            request.noCache ? nil : ReplyCache.configured(settings.cache, environment: environment, onProblem: note)
        let (root, sub) = await recorded(models, corpus, options, into: trace)
        let engine = RecursiveLanguageModel(model: root, subModel: sub, cache: cache, options: options)
        let answer = await engine.answer(question: request.question, corpus: corpus) { event in
            trace?.record(event)
            display.handle(event)
        }
        if let path = corpus.changedFile {
            note("\(path) was changed while the question was being answered; ask again about what it is now")
        }
        return Outcome(answer: answer, model: models.root.name, subModel: models.sub.name)
    }

    /// The models, their calls going into the trace, in which what a replay needs is written first.
    private func recorded(
        _ models: AskModels, _ corpus: Corpus, _ options: RunOptions, into trace: TraceWriter?
    ) async -> (root: any LanguageModel, sub: any LanguageModel) {
        guard let trace else { return (models.root, models.sub) }
        let input = RunSetup.Input(
            folder: FileManager.default.currentDirectoryPath, paths: request.paths, revision: request.revision,
            include: settings.corpus.include, exclude: settings.corpus.exclude, noIgnore: settings.corpus.noIgnore)
        trace.record(
            RunSetup(
                question: request.question, root: await RunSetup.Model(models.root),
                sub: await RunSetup.Model(models.sub), input: input, files: corpus.contentDigests(), options: options))
        return (RecordingModel(models.root, into: trace), RecordingModel(models.sub, into: trace))
    }

    /// Says something that is worth knowing, but no error.
    private func note(_ text: String) {
        if !silent { display.say(PlainText.cleaned(text)) }
    }

    private func deliver(_ outcome: Outcome, _ trace: TraceWriter?) throws -> ExitCode {
        let answer = outcome.answer
        if let failure = trace?.failure { display.say("rlm: " + PlainText.cleaned(failure.description)) }
        if let problem = answer.problem { display.say("rlm: " + PlainText.cleaned(problem)) }
        let text =
            request.json
            ? try AnswerJSON(
                answer, model: outcome.model, subModel: outcome.subModel, trace: request.tracePath
            ).text() : AnswerText.render(answer)
        // A person who sees both sees where the answer begins.
        if !silent, display.isLive, isatty(STDOUT_FILENO) == 1 { display.say("") }
        do {
            try StandardOutput.write(text)
        } catch {
            // A reader that has gone away has seen enough; that is no failure of the run.
            if !error.isBrokenPipe { throw error }
        }
        if !silent { display.say(AnswerSummary.text(answer)) }
        return ExitCode(answer)
    }
}
