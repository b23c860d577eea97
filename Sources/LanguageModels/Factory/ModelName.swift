import Configuration

/// A model's full name, `provider/model`: `openai/gpt-5`, `openrouter/qwen/qwen3-coder`, `command/claude -p`, `builtin`.
package struct ModelName: Sendable, Equatable, CustomStringConvertible {
    /// `builtin`, `command`, `pool`, `scripted`, or the name of a configured server.
    package var provider: String
    /// What the provider calls it: everything behind the first slash; empty when the provider alone was named.
    package var model: String

    package init(provider: String, model: String = "") {
        self.provider = provider
        self.model = model
    }

    /// The providers that are no servers.
    package static let withoutServer = ["builtin", "command", "pool", "scripted"]

    /// Other names that people use for a provider.
    private static let aliases = [
        "hf": "huggingface", "claude": "anthropic", "llama.cpp": "llamacpp", "llama-cpp": "llamacpp",
        "llama-server": "llamacpp", "gpt": "openai", "cmd": "command", "script": "scripted", "built-in": "builtin",
    ]

    /// Providers by how the names of their models begin, for a name without a provider.
    private static let families = [
        ("gpt-", "openai"), ("chatgpt", "openai"), ("o1", "openai"), ("o3", "openai"), ("o4", "openai"),
        ("claude-", "anthropic"), ("deepseek-", "deepseek"),
    ]

    /// Parses what a user typed.
    /// - Parameter servers: the names of the configured servers.
    /// - Throws: `ModelError.Kind.configuration`, naming the nearest provider when there is no such one.
    package init(parsing text: String, servers: some Collection<String>) throws(ModelError) {
        let known = servers.sorted() + Self.withoutServer
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let first = parts.first ?? ""
        let names = [first, first.lowercased(), Self.aliases[first.lowercased()]].lazy.compactMap { $0 }
        guard let provider = names.first(where: { known.contains($0) }) else {
            throw Self.unknownProvider(first, text: text, known: known)
        }
        self.init(provider: provider, model: parts.count > 1 ? parts[1] : "")
        let isEmpty = model.allSatisfy(\.isWhitespace)
        if isEmpty { model = "" }
        if provider == "builtin", !isEmpty {
            throw Self.error(text, "the built-in model has no variants.", "Write builtin.")
        }
        if provider == "command", isEmpty {
            throw Self.error(text, "no program is named.", "Write it like 'command/claude -p'.")
        }
        if provider == "pool", isEmpty {
            throw Self.error(text, "no pool is named.", "Write it like pool/NAME, for [pools.NAME].")
        }
        if provider == "scripted", isEmpty {
            throw Self.error(text, "no file with replies is named.", "Write it like scripted/replies.txt.")
        }
    }

    package var description: String { model.isEmpty ? provider : "\(provider)/\(model)" }

    private static func unknownProvider(_ first: String, text: String, known: [String]) -> ModelError {
        let shown = ErrorText.clean(text, limit: 80)
        let family = families.first { text.lowercased().hasPrefix($0.0) && known.contains($0.1) }?.1
        if let guess = family ?? (text.contains(":") && !text.contains("/") ? "ollama" : nil) {
            return error(text, "a model's name starts with its provider.", "Did you mean \(guess)/\(shown)?")
        }
        let message = "there is no provider “\(ErrorText.clean(first, limit: 40))”."
        if let nearest = nearestName(to: first, in: known) {
            return error(text, message, "Did you mean \(nearest)\(shown.dropFirst(first.count))?")
        }
        return error(text, message, "Providers: \(known.joined(separator: ", ")).")
    }

    private static func error(_ text: String, _ message: String, _ hint: String) -> ModelError {
        ModelError(.configuration, model: ErrorText.clean(text, limit: 80), message: message, hint: hint)
    }
}
