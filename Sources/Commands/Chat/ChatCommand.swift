import Configuration
import FoundationEssentials
import Glibc
import REPL
import RLMEngine
import ReplyCache

/// `rlm chat`: reads the input, then answers questions about it until there are no more.
struct ChatCommand {
    private let parsed: ParsedArguments
    private let arguments: [String]
    private let environment: [String: String]

    /// - Parameter arguments: what `parsed` was made from.
    init(_ parsed: ParsedArguments, arguments: [String], environment: [String: String]) {
        self.parsed = parsed
        self.arguments = arguments
        self.environment = environment
    }

    func run() async throws -> ExitCode {
        let state = StateFolder(environment: environment)
        let store = try state.map { state throws(CommandFailure) in try ChatStore(state) }
        if parsed.has("--list") {
            try StandardOutput.write(store?.list ?? "")
            return .success
        }
        let request = try ChatRequest(parsed, arguments: arguments, store: store)
        var settings = try Configuration(
            file: request.text("--config"), environment: environment, options: request.options.flatMap(\.settings)
        ).settings
        if let model = request.saved?.model, parsed.text("--model") == nil { settings.model.name = model }
        store?.prune(keeping: settings.chat.keepSessions)
        let screen = ChatScreen(settings.terminal, environment: environment, quiet: request.quiet)
        return try await converse(request, settings, screen, store, state)
    }

    private func converse(
        _ request: ChatRequest, _ settings: Settings, _ screen: ChatScreen, _ store: ChatStore?, _ state: StateFolder?
    ) async throws -> ExitCode {
        REPLSession.warmUp()
        let signals = try ChatSignals(isInteractive: screen.isInteractive) { screen.abandon() }
        var options = try RunOptions(
            settings, systemPrompt: try request.text("--system-prompt").map(AskRequest.systemPrompt(in:)))
        let display = screen.display()
        let models = try await AskModels(settings, environment: environment) { screen.remark($0) }
        options.fit([models.root, models.sub], settings)
        options.similarReplies = models.similarReplies
        let (paths, reader) = (
            request.paths, ChatInputReader(revision: request.revision, settings: settings, isQuiet: screen.isQuiet)
        )
        let input = try await signals.stoppable { try await reader.read(paths, display: display) }
        display.close()
        let cache =
            request.usesCache
            ? ReplyCache.configured(settings.cache, environment: environment) { screen.remark($0) } : nil
        let chat = Chat(
            input, paths: paths, reader: reader, cache: cache, options: options, settings: settings,
            environment: environment,
            models: models, screen: screen, signals: signals)
        if let saved = request.saved, let store {
            try chat.resume(saved, log: ChatLog(existing: saved.id, in: store.folder))
        } else if let store {
            chat.log = newLog(request, input.record(paths, parts: []), in: store)
        }
        let history = state.map { QuestionHistory(path: $0.path + "/questions") }
        let result = try await chat.run(history: history)
        await chat.close()
        return result
    }

    private func newLog(_ request: ChatRequest, _ input: ChatRecord.Input, in store: ChatStore) -> ChatLog {
        let start = ChatRecord.Start(
            folder: FileManager.default.currentDirectoryPath, arguments: request.arguments,
            time: Date.now.timeIntervalSince1970)
        return ChatLog(
            new: ChatStore.newID(), in: store.folder, first: [ChatRecord(start: start), ChatRecord(input: input)])
    }
}
