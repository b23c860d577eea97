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
    /// The environment variable that holds the key; nil when there is none.
    package var keyVariable: String?
    /// A program that prints the key, asked when the variable is not set; empty when there is none.
    package var credentialCommand: [String]
    /// The model used when only the provider is named; nil when one must be named.
    package var model: String?
    /// Tokens of the model's window, for servers that do not tell; nil when unknown.
    package var contextWindow: Int?

    init(_ reader: inout TableReader) throws(ConfigurationError) {
        kind = try reader.choice("kind")
        baseURL = try reader.optionalString("base-url")
        keyVariable = try reader.optionalString("key-variable")
        credentialCommand =
            try reader.optional("credential-command") { (reader) throws(ConfigurationError) in
                try reader.strings("credential-command")
            } ?? []
        model = try reader.optionalString("model")
        contextWindow = try reader.optional("context-window") { (reader) throws(ConfigurationError) in
            try reader.integer("context-window", atLeast: 512)
        }
    }
}
