/// A model's full name, `provider/model`: `openai/gpt-5`, `openrouter/qwen/qwen3-coder`, `command/claude -p`, `builtin`.
package struct ModelName: Sendable, Equatable, CustomStringConvertible {
    package var provider: Provider
    /// What the provider calls it: everything behind the first slash; empty for `builtin`, and where the provider
    /// chooses.
    package var model: String

    package init(provider: Provider, model: String) {
        self.provider = provider
        self.model = model
    }

    /// Other names that people use for a provider.
    private static let aliases: [String: Provider] = [
        "hf": .huggingface, "claude": .anthropic, "llama.cpp": .llamacpp, "llama-cpp": .llamacpp,
        "llama-server": .llamacpp, "gpt": .openai, "cmd": .command, "script": .scripted, "built-in": .builtin,
    ]

    /// Providers by how the names of their models begin, for a name without a provider.
    private static let families: [(String, Provider)] = [
        ("gpt-", .openai), ("chatgpt", .openai), ("o1", .openai), ("o3", .openai), ("o4", .openai),
        ("claude-", .anthropic), ("deepseek-", .deepseek),
    ]

    /// Parses what a user typed.
    /// - Throws: `ModelError.Kind.configuration`, naming the nearest provider when there is no such one.
    package init(parsing text: String) throws(ModelError) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let first = parts.first ?? ""
        let model = parts.count > 1 ? parts[1] : ""
        guard let provider = Provider(rawValue: first.lowercased()) ?? Self.aliases[first.lowercased()] else {
            throw Self.unknownProvider(first, model: model, text: text)
        }
        if model.allSatisfy(\.isWhitespace), provider != .builtin, provider != .ollama, provider != .llamacpp {
            throw ModelError(
                .configuration, model: text, message: "no model is named behind \(provider.rawValue)/.",
                hint: "Write it like \(provider.example).")
        }
        if provider == .builtin, !model.isEmpty {
            throw ModelError(
                .configuration, model: text, message: "the built-in model has no variants.", hint: "Write builtin.")
        }
        self.init(provider: provider, model: model)
    }

    package var description: String { model.isEmpty ? provider.rawValue : "\(provider.rawValue)/\(model)" }

    private static func unknownProvider(_ first: String, model: String, text: String) -> ModelError {
        let shown = ErrorText.clean(text, limit: 80)
        if let family = families.first(where: { text.lowercased().hasPrefix($0.0) }) {
            return ModelError(
                .configuration, model: shown, message: "a model's name starts with its provider.",
                hint: "Did you mean \(family.1.rawValue)/\(shown)?")
        }
        if model.isEmpty, first.contains(":") {
            return ModelError(
                .configuration, model: shown, message: "a model's name starts with its provider.",
                hint: "Did you mean ollama/\(shown)?")
        }
        let all = Provider.allCases.map(\.rawValue)
        let nearest = all.map { ($0, EditDistance.between(first.lowercased(), $0)) }.min { $0.1 < $1.1 }
        let hint: String
        if let nearest, nearest.1 <= 3 {
            hint = "Did you mean \(nearest.0)" + (model.isEmpty ? "?" : "/\(ErrorText.clean(model, limit: 60))?")
        } else {
            hint = "Providers: \(all.joined(separator: ", "))."
        }
        return ModelError(
            .configuration, model: shown, message: "there is no provider “\(ErrorText.clean(first, limit: 40))”.",
            hint: hint)
    }
}
