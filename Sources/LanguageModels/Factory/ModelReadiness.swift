/// Whether a provider can be used, for a list that a user reads.
package struct ModelReadiness: Sendable, Equatable {
    /// `builtin`, a configured server's name, or `command/NAME`.
    package var provider: String
    /// What `--model` with the provider alone would use; nil when a model has to be named.
    package var model: String?
    /// What it needs from the user is there: a key, an address, a program.
    package var isConfigured: Bool
    /// The server answered; nil when it was not asked.
    package var isReachable: Bool?
    /// As far as is known, a question would be answered.
    package var isReady: Bool
    /// What the server offers, when it was asked and told.
    package var models: [String] = []
    /// What was found, in one line.
    package var detail: String
    /// How to make it ready, in one line; nil when it is.
    package var advice: String?
}
