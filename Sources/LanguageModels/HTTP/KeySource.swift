import Posix
import Synchronization

/// Where a provider's key comes from: an environment variable, or else a program that prints it.
///
/// A program is asked once and its answer kept in memory; it is never asked when the variable is set.
final class KeySource: Sendable {
    /// The variable a user would set.
    let variable: String?
    /// A program and its arguments; empty when there is none.
    let command: [String]
    /// True when the server answers nobody without a key.
    let required: Bool
    private let value: String?
    private let printed = Mutex<Secret?>(nil)

    /// - Parameter value: what the variable holds.
    init(variable: String? = nil, value: String? = nil, command: [String] = [], required: Bool = false) {
        self.variable = variable
        self.value = value
        self.command = command
        self.required = required
    }

    /// True when a key is there or a program to ask for it.
    var isConfigured: Bool { !command.isEmpty || !(value ?? "").isEmpty }

    /// How a user supplies the key.
    var hint: String {
        guard let variable else { return "The server wants a key: name its variable with key-variable." }
        return "Set \(variable) to your key."
    }

    /// The key, or nil when there is none and none is needed.
    /// - Parameter model: whom an error is about.
    func secret(model: String) async throws(ModelError) -> Secret? {
        if let value, !value.isEmpty {
            if let secret = Secret(value) { return secret }
            throw ModelError(
                .authentication, model: model, message: "\(variable ?? "the key") holds blanks or control characters.",
                hint: "Set it to the key alone.")
        }
        if !command.isEmpty { return try await ask(model: model) }
        if required { throw ModelError(.authentication, model: model, message: "no API key.", hint: hint) }
        return nil
    }

    private func ask(model: String) async throws(ModelError) -> Secret {
        if let known = printed.withLock({ $0 }) { return known }
        let output: ChildOutput
        do {
            let command = ChildCommand(command[0], Array(command.dropFirst()))
            output = try await ChildProcess.run(command, outputLimit: 1 << 16, timeout: 60)
        } catch let error as PosixError {
            throw failure(model, "cannot be started: \(error.reason).")
        } catch {
            throw ModelError(.cancelled, model: model, message: "the call was cancelled.")
        }
        if output.timedOut { throw failure(model, "did not end within 60 s.") }
        guard output.status.isSuccess else {
            throw failure(model, "failed with \(output.status): \(ErrorText.clean(output.errorText, limit: 200))")
        }
        guard let secret = Secret(output.text) else { throw failure(model, "printed no key.") }
        printed.withLock { $0 = secret }
        return secret
    }

    private func failure(_ model: String, _ what: String) -> ModelError {
        ModelError(
            .authentication, model: model, message: "the credential command \(command[0]) \(what)",
            hint: "Run it by hand: it has to print the key and nothing else.")
    }
}
