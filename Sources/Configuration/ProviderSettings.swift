/// A server of models: a table `[providers.NAME]`.
package struct ProviderSettings: Sendable, Equatable {
    /// The protocol that the server speaks.
    package enum Kind: String, Sendable, CaseIterable {
        /// Chat completions, as OpenAI and many others offer them.
        case openai
        /// Anthropic's Messages.
        case anthropic
        /// Ollama's own.
        case ollama
    }

    package var kind: Kind
    /// The address before the protocol's own path; nil when it must come from `--base-url`.
    package var baseURL: String?
    /// Addresses of several servers that offer the same models, in place of `baseURL`; empty when it is one server.
    package var hosts: [String]
    /// The environment variable that holds the key; nil when there is none.
    package var keyVariable: String?
    /// A program that prints the key, asked when the variable is not set; empty when there is none.
    package var credentialCommand: [String]
    /// The model used when only the provider is named; nil when one must be named.
    package var model: String?
    /// Tokens of the model's window, for servers that do not tell; nil when unknown.
    package var contextWindow: Int?
    /// Tokens of a reply, where a call does not say; nil leaves the server's own limit.
    package var maxOutputTokens: Int?
    /// Sends the key over plain http to another machine; without it the key is left out there.
    package var sendKeyInClear: Bool
    /// Seconds until a connection stands, without a byte, and for a whole call; nil for the defaults.
    package var connectTimeout: Double?
    package var idleTimeout: Double?
    package var timeout: Double?

    init(_ reader: inout TableReader) throws(ConfigurationError) {
        kind = try reader.choice("kind")
        baseURL = try reader.optionalString("base-url")
        hosts =
            try reader.optional("hosts") { (reader) throws(ConfigurationError) in try reader.strings("hosts") } ?? []
        keyVariable = try reader.optionalString("key-variable")
        credentialCommand =
            try reader.optional("credential-command") { (reader) throws(ConfigurationError) in
                try reader.strings("credential-command")
            } ?? []
        model = try reader.optionalString("model")
        contextWindow = try reader.optional("context-window") { (reader) throws(ConfigurationError) in
            try reader.integer("context-window", atLeast: 512)
        }
        maxOutputTokens = try reader.optional("max-output-tokens") { (reader) throws(ConfigurationError) in
            try reader.integer("max-output-tokens", atLeast: 1)
        }
        sendKeyInClear =
            try reader.optional("send-key-in-clear") { (reader) throws(ConfigurationError) in
                try reader.boolean("send-key-in-clear")
            } ?? false
        connectTimeout = try Self.seconds("connect-timeout", &reader)
        idleTimeout = try Self.seconds("idle-timeout", &reader)
        timeout = try Self.seconds("timeout", &reader)
    }

    private static func seconds(
        _ key: String, _ reader: inout TableReader
    ) throws(ConfigurationError) -> Double? {
        try reader.optional(key) { (reader) throws(ConfigurationError) in try reader.number(key, atLeast: 0.1) }
    }
}
