import Glibc

/// What `rlm chat` was asked to do: a new session, or one to go on with.
struct ChatRequest {
    /// The session to go on with; nil for a new one.
    let saved: SavedChat?
    /// The options of the session, as it was begun, and those given now, which win.
    let options: [ParsedArguments]
    let paths: [String]
    let revision: String?
    let quiet: Bool
    let usesCache: Bool
    /// The command line that began the session.
    let arguments: [String]

    init(_ parsed: ParsedArguments, arguments: [String], store: ChatStore?) throws {
        if parsed.has("--resume") {
            guard let store else { throw CommandFailure(.usage, "no session can be saved: HOME is not set") }
            guard parsed.operands.count <= 1 else {
                throw UsageError("--resume takes one session; its input is what it was begun with, and /add reads more")
            }
            let saved = try store.resumed(parsed.operands.first)
            guard chdir(saved.start.folder) == 0 else {
                throw CommandFailure(.input, "the folder of the session is gone: \(saved.start.folder)")
            }
            self.saved = saved
            self.arguments = saved.start.arguments
            options = [try ArgumentParser.parse(saved.start.arguments, of: .chat), parsed]
            paths = saved.input.paths
        } else {
            saved = nil
            options = [parsed]
            self.arguments = Self.withoutSecrets(arguments, parsed)
            paths = parsed.operands.isEmpty ? ["."] : parsed.operands
        }
        revision = options.lazy.compactMap { $0.text("--git") }.first
        quiet = parsed.has("--quiet")
        usesCache = !options.contains { $0.has("--no-cache") }
        guard !paths.contains("-") else {
            throw UsageError("questions are read from standard input, so the input cannot be; name files and folders")
        }
        guard !paths.contains("") else { throw UsageError("one of the paths is empty; the current folder is .") }
    }

    /// The latest value of an option.
    func text(_ name: String) -> String? { options.compactMap { $0.text(name) }.last }

    /// An address may hold a password, which no file of ours does.
    private static func withoutSecrets(_ arguments: [String], _ parsed: ParsedArguments) -> [String] {
        guard let address = parsed.text("--base-url"), address.contains("@") else { return arguments }
        var kept = arguments.filter { $0 != address && $0 != "--base-url=" + address }
        kept.removeAll { $0 == "--base-url" }
        return kept
    }
}
