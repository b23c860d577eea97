import Configuration
import Corpus
import LanguageModels
import RLMEngine
import ReplyCache
import Synchronization

/// A chat as a person has it: reads entries, has questions answered, and saves each answer before it is shown.
final class Chat {
    let reader: ChatInputReader
    let options: RunOptions
    let cache: ReplyCache?
    let environment: [String: String]
    let screen: ChatScreen
    let signals: ChatSignals
    let completions = Completions()
    var settings: Settings
    var models: AskModels
    var input: ChatInputReader.Input
    /// What is read again when the session is resumed.
    var paths: [String]
    /// The files that were added to the first ones, step by step.
    var parts: [[String]] = []
    var session: ChatSession
    var exchanges: [ChatExchange] = []
    /// Nil where there is no place to save to.
    var log: ChatLog?
    /// How the last question that was not answered ended.
    var result = ExitCode.success
    var hasShownAnswer = false

    /// What Tab offers, reached from the editor's thread.
    final class Completions: Sendable {
        let current = Mutex(ChatCompletion(paths: []))
    }

    init(
        _ input: ChatInputReader.Input, paths: [String], reader: ChatInputReader, cache: ReplyCache?,
        options: RunOptions,
        settings: Settings, environment: [String: String], models: AskModels, screen: ChatScreen, signals: ChatSignals
    ) {
        (self.input, self.paths, self.reader, self.options) = (input, paths, reader, options)
        (self.settings, self.environment, self.models) = (settings, environment, models)
        (self.screen, self.signals, self.cache) = (screen, signals, cache)
        session = ChatSession(corpus: input.corpus, cache: cache, options: options)
        inputChanged()
    }

    /// Goes on with a saved session.
    func resume(_ saved: SavedChat, log: ChatLog) throws {
        self.log = log
        (exchanges, parts) = (saved.exchanges, saved.input.parts)
        let changes = InputChanges(from: saved.input.files, to: input.files)
        var news: [String] = []
        if !changes.isEmpty {
            screen.remark("the input has changed since then: \(changes.text)")
            news.append("The input has changed since the last question: \(changes.text). Look again before you cite.")
            try log.change(ChatRecord(input: input.record(paths, parts: parts)))
        }
        session = ChatSession(
            corpus: input.corpus, cache: cache, options: options, exchanges: exchanges, variables: saved.variables,
            parts: parts,
            news: news)
        screen.remark("session \(saved.id): \(ChatCost(exchanges).line)")
        if let last = exchanges.last { screen.remark("its last question: \(PlainText.oneLine(last.question))") }
    }

    /// Answers questions until there are no more.
    func run(history: QuestionHistory?) async throws -> ExitCode {
        greet()
        let source = try entries(history)
        while !signals.isEnding {
            switch await source.entry() {
            case .end:
                screen.say("")
                return leave()
            case .woken: if !signals.isEnding { screen.say("\n(Ctrl-C stops an answer; Ctrl-D or /quit leaves)") }
            case .line(let line):
                let entry = PlainText.cleaned(line)
                guard entry.contains(where: { !$0.isWhitespace }) else { continue }
                if screen.isInteractive { history?.add(entry) }
                source.remember(entry)
                guard try await take(entry) else { return leave() }
            }
        }
        return .interrupted
    }

    func close() async { await session.close() }

    /// Tab offers what is in the input now.
    func inputChanged() {
        let paths = input.corpus.files.map(\.path)
        completions.current.withLock { $0 = ChatCompletion(paths: paths) }
    }

    private func entries(_ history: QuestionHistory?) throws -> any ChatInput {
        guard screen.isInteractive else { return LineReader() }
        let editor = try LineEditor(marksPastes: screen.marksPastes) { [completions] before in
            completions.current.withLock { $0.offer(for: before) }
        }
        guard let editor else { return LineReader() }
        history?.load().forEach(editor.remember)
        signals.onPrompt { editor.wake() }
        return editor
    }

    /// - Returns: false when the session is to end.
    private func take(_ entry: String) async throws -> Bool {
        guard let instruction = ChatInstruction(entry) else {
            try await ask(completions.current.withLock { $0.withoutMarks(entry) })
            return true
        }
        return try await follow(instruction)
    }

    private func greet() {
        let corpus = input.corpus
        let names =
            models.root.name == models.sub.name ? models.root.name : "\(models.root.name), sub-calls \(models.sub.name)"
        screen.say(
            "\(Quantity.counted(corpus.files.count, "file")), \(Quantity.short(corpus.characterCount)) characters, "
                + "with \(PlainText.oneLine(names)); /help lists commands, Ctrl-D leaves")
    }

    private func leave() -> ExitCode {
        if let log, !exchanges.isEmpty { screen.say("saved; to go on: rlm chat --resume \(log.id)") }
        return screen.isInteractive ? .success : result
    }
}
