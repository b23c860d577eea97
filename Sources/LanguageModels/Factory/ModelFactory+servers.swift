import HTTPTransport

extension ModelFactory {
    /// Providers' own servers, which answer nobody without a key.
    private static let keyedHosts: Set<String> = [
        "api.openai.com", "api.anthropic.com", "api.deepseek.com", "openrouter.ai", "router.huggingface.co",
        "ollama.com",
    ]

    /// The server of a provider with its key, wherever it has been moved to.
    ///
    /// The address is, in this order: `--base-url`; the variable that the field has for it (`OLLAMA_HOST` with
    /// `OLLAMA_PORT`, `OPENAI_BASE_URL`, `ANTHROPIC_BASE_URL`); the settings.
    /// - Parameter host: one of the provider's several hosts, in place of all of these.
    func server(
        of name: String, _ provider: ModelProvider, model: String, at host: String? = nil
    ) throws(ModelError) -> ModelServer {
        guard let given = host ?? givenAddress(of: name) ?? provider.baseURL else {
            throw ModelError(
                .configuration, model: model, message: "the address of \(name) is not known.",
                hint: "Give it with --base-url, or as base-url under [providers.\(name)].")
        }
        let url = Self.normalized(given, for: provider.api)
        let host = (try? HTTPAddress(url))?.host ?? ""
        let key = KeySource(
            variable: provider.keyVariable, value: provider.keyVariable.flatMap { variable($0) },
            command: provider.credentialCommand, required: Self.keyedHosts.contains(host))
        var server = ModelServer(model: model, baseURL: url, key: key, host: host)
        server.sendKeyInClear = provider.sendKeyInClear
        if provider.api == .anthropic {
            server.keyHeader = .xAPIKey
            server.headers = [HTTPHeader("anthropic-version", AnthropicModel.version)]
        }
        server.timeouts = HTTPTimeouts(
            connect: provider.connectTimeout ?? 10, idle: provider.idleTimeout ?? (provider.isLocal ? 900 : 300),
            total: provider.totalTimeout)
        server.startHint = Self.startHint(of: name, provider)
        if provider.api == .ollama {
            server.modelHint = "Get it with: ollama pull \(model.drop { $0 != "/" }.dropFirst())"
        }
        return server
    }

    /// What a host is called in the name of a model: without the scheme and the usual port.
    static func shortName(ofHost host: String, _ provider: ModelProvider) -> String {
        let url = normalized(host, for: provider.api)
        guard let address = try? HTTPAddress(url) else { return ErrorText.clean(host, limit: 60) }
        return provider.api == .ollama && address.port == 11434 ? address.host : "\(address.host):\(address.port)"
    }

    /// The address that an option or a variable gives; nil when none does.
    func givenAddress(of name: String) -> String? {
        if let baseURL { return baseURL }
        switch name {
        case "openai": return variable("OPENAI_BASE_URL")
        case "anthropic": return variable("ANTHROPIC_BASE_URL")
        case "ollama":
            let (host, port) = (variable("OLLAMA_HOST"), variable("OLLAMA_PORT"))
            return host == nil && port == nil ? nil : OllamaAddress.baseURL(host: host, port: port)
        default: return nil
        }
    }

    /// The address in the form that paths are appended to, whichever of the usual forms a user gave.
    private static func normalized(_ given: String, for api: ModelProvider.API) -> String {
        var url = given
        func drop(_ suffix: String) {
            while url.hasSuffix("/") { url.removeLast() }
            if url.hasSuffix(suffix) { url.removeLast(suffix.count) }
            while url.hasSuffix("/") { url.removeLast() }
        }
        switch api {
        case .ollama:
            url = OllamaAddress.baseURL(host: given, port: nil)
            drop("/v1")
            drop("/api")
        case .anthropic:
            drop("/messages")
            drop("/v1")
        case .openai:
            drop("/chat/completions")
            if let address = try? HTTPAddress(url), address.path.isEmpty { url += "/v1" }
        }
        return url
    }

    private static func startHint(of name: String, _ provider: ModelProvider) -> String {
        switch (provider.api, name) {
        case (.ollama, _): "Start it with: ollama serve; or set OLLAMA_HOST to where it runs."
        case (_, "vllm"): "Start it with: vllm serve MODEL; or give its address with --base-url."
        case (_, "llamacpp"): "Start it with: llama-server -m MODEL.gguf; or give its address with --base-url."
        default: "Check the network, the proxy variables and the base URL."
        }
    }
}
