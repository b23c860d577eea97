package import Configuration

/// A server of models as the factory needs to know it; the name it goes by stands before the slash of a model's name.
package struct ModelProvider: Sendable, Equatable {
    /// The protocol that the server speaks.
    package enum API: String, Sendable {
        case openai, anthropic, ollama
    }

    package var api: API
    /// The server's address; nil when `--base-url` has to give it.
    package var baseURL: String?
    /// Addresses of several servers that offer the same models; empty when it is one server.
    package var hosts: [String] = []
    /// The environment variable that holds the key.
    package var keyVariable: String?
    /// A program that prints the key, asked when the variable is not set; empty when there is none.
    package var credentialCommand: [String] = []
    /// Sends the key over plain http to another machine than this one. Without it the key is left out there.
    package var sendKeyInClear = false
    /// The model that the provider's name alone means.
    package var defaultModel: String?
    /// Seconds until a connection stands; nil for 10.
    package var connectTimeout: Double?
    /// Seconds without a byte, from the start of a request on; nil for 300, and 900 for models on one's own machines.
    package var idleTimeout: Double?
    /// Seconds for a whole call; nil for no limit.
    package var totalTimeout: Double?
    /// Tokens of prompt and reply together, where the server does not tell, or fewer than it tells.
    package var contextWindow: Int?
    /// Tokens of a reply, where a request does not say.
    package var maxOutputTokens: Int?
    /// True for what runs on the user's own machines and costs nothing by the token.
    package var isLocal: Bool

    package init(_ api: API, baseURL: String? = nil, keyVariable: String? = nil, isLocal: Bool? = nil) {
        self.api = api
        self.baseURL = baseURL
        self.keyVariable = keyVariable
        self.isLocal = isLocal ?? (api == .ollama)
    }

    /// A provider as the configuration describes it.
    package init(named name: String, _ settings: ProviderSettings) {
        let api: API =
            switch settings.kind {
            case .openai: .openai
            case .anthropic: .anthropic
            case .ollama: .ollama
            }
        self.init(
            api, baseURL: settings.baseURL, keyVariable: settings.keyVariable,
            isLocal: api == .ollama || ["vllm", "llamacpp"].contains(name))
        hosts = settings.hosts
        credentialCommand = settings.credentialCommand
        defaultModel = settings.model
        contextWindow = settings.contextWindow
        maxOutputTokens = settings.maxOutputTokens
        sendKeyInClear = settings.sendKeyInClear
        connectTimeout = settings.connectTimeout
        idleTimeout = settings.idleTimeout
        totalTimeout = settings.timeout
    }

    /// Where the server lists its models.
    var listPath: String {
        switch api {
        case .ollama: "/api/tags"
        case .anthropic: "/v1/models"
        case .openai: "/models"
        }
    }
}
