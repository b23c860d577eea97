/// Where a provider's key comes from: the environment, or a command that prints it.
struct KeySource: Sendable {
    /// The variable a user would set.
    var variable: String?
    /// What the variable holds.
    var value: String?
    /// A command line whose standard output is the key; it wins over the variable.
    var command: String?
    /// True when the provider refuses to work without a key.
    var required = false

    /// The key, or nil when there is none and none is needed.
    func secret(model: String) async throws(ModelError) -> Secret? {
        if let text = value, !text.isEmpty {
            if let secret = Secret(text) { return secret }
            throw ModelError(
                .authentication, model: model, message: "\(variable ?? "the key") holds blanks or control characters.",
                hint: "Set it to the key alone.")
        }
        if required { throw ModelError(.authentication, model: model, message: "no API key.", hint: hint) }
        return nil
    }

    /// How a user supplies the key.
    var hint: String {
        if let variable { "Set \(variable) to your key." } else { "The server wants a key." }
    }

    var isConfigured: Bool { command != nil || !(value ?? "").isEmpty }
}
