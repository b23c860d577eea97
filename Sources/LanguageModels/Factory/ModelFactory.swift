package import Configuration

/// Makes models from their names, with the user's settings and environment.
package struct ModelFactory: Sendable {
    /// The servers by the names that stand before the slash.
    package var providers: [String: ModelProvider]
    /// Programs by the names that stand behind `command/`.
    package var commands: [String: CommandSettings]
    /// Replaces the address of every server.
    package var baseURL: String?
    package var environment: [String: String]
    package var prices: PriceTable
    /// Seconds that a program may take for one reply.
    package var commandTimeout = 900.0
    /// Models behind several servers, by the names that stand behind `pool/`.
    package var pools: [String: PoolSettings] = [:]
    /// Names of the user's own for models.
    package var aliases: [String: String] = [:]
    private let ollamaPlans = OllamaPlans()
    let poolModels = PoolModels()

    package init(
        providers: [String: ModelProvider], commands: [String: CommandSettings] = [:], baseURL: String? = nil,
        environment: [String: String] = [:], prices: PriceTable = PriceTable()
    ) {
        self.providers = providers
        self.commands = commands
        self.baseURL = baseURL
        self.environment = environment
        self.prices = prices
    }

    /// A factory for what the configuration describes.
    package init(_ settings: Settings, environment: [String: String], prices: PriceTable = PriceTable()) {
        self.init(
            providers: Dictionary(
                uniqueKeysWithValues: settings.providers.map { ($0.key, ModelProvider(named: $0.key, $0.value)) }),
            commands: settings.commands, baseURL: settings.model.baseURL, environment: environment, prices: prices)
        pools = settings.pools
        aliases = settings.aliases
    }

    /// Makes the model that a user named, such as `ollama/qwen3:14b`; nothing is sent yet.
    ///
    /// It does not repeat failed calls: wrap it in `RetryingModel`.
    /// - Throws: `ModelError.Kind.configuration` when the name or the settings make no sense.
    package func model(
        named text: String, role: ModelRole = .root
    ) throws(ModelError) -> any LanguageModel {
        var name = try ModelName(parsing: try resolvingAlias(text), servers: providers.keys)
        switch name.provider {
        case "builtin":
            return BuiltinModel()
        case "pool":
            return try pool(named: name.model)
        case "scripted":
            return try ScriptedModel(name: name.description, file: name.model, role: role)
        case "command":
            let command = try ModelCommand(parsing: name.model, presets: commands, model: name.description)
            return CommandModel(name: name.description, command: command, timeout: commandTimeout)
        default:
            break
        }
        guard let provider = providers[name.provider] else {
            throw ModelError(.configuration, model: text, message: "there is no provider \(name.provider).")
        }
        if name.model.isEmpty { name.model = try defaultModel(of: name.provider, provider) }
        return hasSeveralHosts(provider) ? try pool(of: name, provider) : try serverModel(name, provider, at: nil)
    }

    /// - Parameter host: one of the provider's several hosts, which becomes part of the model's name.
    func serverModel(
        _ name: ModelName, _ provider: ModelProvider, at host: String?
    ) throws(ModelError) -> any LanguageModel {
        let fullName = name.description + (host.map { "@" + Self.shortName(ofHost: $0, provider) } ?? "")
        let server = try server(of: name.provider, provider, model: fullName, at: host)
        let price = prices.price(of: name, isLocal: provider.isLocal)
        switch provider.api {
        case .ollama:
            return OllamaModel(
                name: fullName, id: name.model, server: server, price: price, settings: provider,
                plan: ollamaPlans.plan(server: server.baseURL, model: name.model))
        case .anthropic:
            return AnthropicModel(
                name: fullName, id: name.model, server: server, price: price,
                contextWindow: provider.contextWindow, maxOutputTokens: provider.maxOutputTokens)
        case .openai:
            return OpenAIModel(
                name: fullName, id: name.model, server: server,
                dialect: OpenAIDialect(host: server.host, model: name.model), price: price, settings: provider)
        }
    }

    /// The model that the name of a provider alone means.
    func defaultModel(of name: String, _ provider: ModelProvider) throws(ModelError) -> String {
        if name == "ollama", let model = variable("OLLAMA_MODEL") { return model }
        if let model = provider.defaultModel { return model }
        if name == "llamacpp" { return "default" }
        let how =
            name == "ollama" ? "Set OLLAMA_MODEL, or write it like ollama/qwen3:14b" : "Write it like \(name)/MODEL"
        throw ModelError(
            .configuration, model: name, message: "no model is named.", hint: "\(how); rlm models lists what there is.")
    }

    /// The value of an environment variable; nil when it is unset or empty.
    func variable(_ name: String) -> String? {
        environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }
}
