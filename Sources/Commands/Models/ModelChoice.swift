package import Configuration
import LanguageModels

/// Which models a question goes to, and why when the user did not say.
package struct ModelChoice: Sendable, Equatable {
    /// Names as `--model` takes them.
    package var root: String
    package var sub: String
    /// What to tell the user about a choice made for them; nil when they named the model.
    package var remark: String?

    /// The named model; else the first ready provider of the user's preference; else the built-in one.
    package init(_ settings: Settings, environment: [String: String]) {
        if let name = settings.model.name {
            root = name
        } else if let (name, reason) = Self.firstReady(settings, environment: environment) {
            root = name
            remark = "using \(name), because \(reason); --model chooses another"
        } else {
            root = "builtin"
            remark = """
                no language model is configured, so built-in rules answer: they search and do not reason. \
                Set OLLAMA_HOST or an API key, or name a model with --model; rlm models tells more
                """
        }
        sub = settings.model.subModel ?? root
        (root, sub) = (Self.resolved(root, settings.aliases), Self.resolved(sub, settings.aliases))
    }

    /// What stands behind an alias; one that leads back to itself is told when the model is made.
    private static func resolved(_ name: String, _ aliases: [String: String]) -> String {
        var name = name
        for _ in aliases { name = aliases[name] ?? name }
        return name
    }

    /// The same, where a server was named without a model and offers some: the first that can hold a conversation.
    func completed(by readiness: [ModelReadiness]) -> ModelChoice {
        guard let server = readiness.first(where: { $0.provider == root }), server.model == nil,
            let model = server.models.first(where: { !$0.contains("embed") })
        else { return self }
        var completed = self
        completed.root = "\(root)/\(model)"
        if sub == root { completed.sub = completed.root }
        completed.remark = "using \(completed.root), the first model of the server; --model chooses another"
        return completed
    }

    private static func firstReady(_ settings: Settings, environment: [String: String]) -> (String, String)? {
        for name in settings.model.preference {
            guard let provider = settings.providers[name] else { continue }
            if let found = ready(name, provider, environment: environment) { return found }
        }
        return nil
    }

    /// The provider's model and what makes it ready, without asking any server.
    private static func ready(
        _ name: String, _ provider: ProviderSettings, environment: [String: String]
    ) -> (String, String)? {
        func isSet(_ variable: String?) -> Bool { variable.flatMap { environment[$0] }?.isEmpty == false }
        switch provider.kind {
        case .ollama:
            if name == "ollama", isSet("OLLAMA_MODEL") { return (name, "OLLAMA_MODEL is set") }
            if let model = provider.model { return ("\(name)/\(model)", "the configuration gives it a model") }
            if !provider.hosts.isEmpty { return (name, "the configuration gives it hosts") }
            return name == "ollama" && isSet("OLLAMA_HOST") ? (name, "OLLAMA_HOST is set") : nil
        case .openai, .anthropic:
            guard let model = provider.model else { return nil }
            if isSet(provider.keyVariable) { return ("\(name)/\(model)", "\(provider.keyVariable ?? "") is set") }
            if !provider.credentialCommand.isEmpty { return ("\(name)/\(model)", "it has a credential-command") }
            return nil
        }
    }
}
