import Configuration
import FoundationEssentials
import LanguageModels
import Posix
import RLMEngine

extension Chat {
    /// Does what a line with a slash asks for; what fails is said, and the session goes on.
    /// - Returns: false when the session is to end.
    func follow(_ instruction: ChatInstruction) async throws -> Bool {
        do {
            switch instruction {
            case .help: screen.reply(ChatInstruction.helpText)
            case .cost: screen.reply(exchanges.isEmpty ? "no question yet" : ChatCost(exchanges).text)
            case .model(nil): screen.reply(models.root.name)
            case .model(let name?): try await change(toModel: name)
            case .add(let path): try await add(path)
            case .save(let path): try write(to: path)
            case .mistake(let text): screen.complain(text)
            case .quit: return false
            }
        } catch {
            let failure = CommandFailure(error)
            if let message = failure.message { screen.complain(message) }
            result = failure.status
        }
        return true
    }

    private func change(toModel name: String) async throws {
        var changed = settings
        changed.model.name = name
        models = try await AskModels(changed, environment: environment) { _ in }
        settings = changed
        try save { try $0.change(ChatRecord(model: name)) }
        screen.reply("from now on \(models.root.name)")
    }

    /// Reads everything again with one path more; the conversation and the variables are taken over.
    private func add(_ path: String) async throws {
        let display = screen.display()
        defer { display.close() }
        let (reader, more) = (reader, paths + [path])
        let wider = try await signals.stoppable { try await reader.read(more, display: display) }
        display.close()
        let changes = InputChanges(from: input.files, to: wider.files)
        if !changes.added.isEmpty { parts.append(changes.added) }
        let name = changes.added.isEmpty ? "" : " The added files are also in `context_\(parts.count)`."
        let variables = await session.variables()
        await session.close()
        session = ChatSession(
            corpus: wider.corpus, cache: cache, options: options, exchanges: exchanges, variables: variables,
            parts: parts,
            news: ["The user has added \(PlainText.oneLine(path)) to the input: \(changes.text).\(name)"])
        (input, paths) = (wider, more)
        inputChanged()
        try save { try $0.change(ChatRecord(input: input.record(paths, parts: parts))) }
        screen.reply(changes.isEmpty ? "nothing new was found" : changes.text)
    }

    /// The session as Markdown, in a new file.
    private func write(to path: String) throws {
        var text = ""
        for exchange in exchanges {
            let answer = exchange.answer.isEmpty ? "(no answer: \(exchange.problem ?? "stopped"))" : exchange.answer
            text += "## " + PlainText.cleaned(exchange.question) + "\n\n" + PlainText.cleaned(answer) + "\n\n"
        }
        guard !FileManager.default.fileExists(atPath: path) else {
            throw CommandFailure(.usage, "\(path) is there already; name a new file")
        }
        do throws(PosixError) {
            try PrivateFile.replace(path, with: text)
        } catch {
            throw CommandFailure(.usage, "\(error)")
        }
        screen.reply("\(Quantity.counted(exchanges.count, "answer")) written to \(path)")
    }
}
