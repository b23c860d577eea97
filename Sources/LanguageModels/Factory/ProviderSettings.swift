/// What a user may set about one provider; all of it optional.
package struct ProviderSettings: Sendable, Equatable {
    /// Another server than the provider's own. A key is not required there, but is sent if there is one.
    package var baseURL: String?
    /// Another environment variable than the usual one.
    package var keyVariable: String?
    /// A command line, run without a shell, whose standard output is the key; it wins over the variable.
    package var credentialCommand: String?
    /// Sends the key over plain http to another machine than this one. Without it the key is left out there.
    package var sendKeyInClear = false
    /// Further header fields of every request.
    package var headers: [String: String] = [:]
    /// Seconds until the connection stands.
    package var connectTimeout: Double?
    /// Seconds without a byte, from the start of the request on.
    package var idleTimeout: Double?
    /// Seconds for a whole call.
    package var totalTimeout: Double?
    /// Tokens of prompt and reply together, where the provider does not tell, or fewer than it tells.
    package var contextWindow: Int?
    /// Tokens of a reply, where a request does not say.
    package var maxOutputTokens: Int?

    package init() {}
}
