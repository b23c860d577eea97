import Configuration
import Posix

/// A model behind a program: the prompt goes to it, what it prints is the reply.
///
/// The program gets this process's environment, because agents find their accounts there, and runs in the current
/// folder. It is killed with its whole process group when the call is cancelled or takes too long. What a call costs
/// is not known; its tokens are estimated.
package final class CommandModel: LanguageModel {
    package let name: String
    private let command: ModelCommand
    private let timeout: Double

    /// - Parameter timeout: seconds that the program may take for one reply.
    package init(name: String, command: ModelCommand, timeout: Double = 900) {
        self.name = name
        self.command = command
        self.timeout = timeout
    }

    package func contextWindow() async -> Int? { nil }

    package func respond(
        to request: ModelRequest, onText: @escaping @Sendable (String) -> Void
    ) async throws(ModelError) -> ModelReply {
        let (arguments, input) = try invocation(request)
        let reply = CommandReply(onText: onText)
        let output: ChildOutput
        do {
            output = try await ChildProcess.run(
                ChildCommand(command.words[0], arguments), input: input, timeout: timeout,
                onOutput: { reply.consume($0) })
        } catch let error as PosixError {
            throw cannotStart(error)
        } catch {
            throw ModelError(.cancelled, model: name, message: "the call was cancelled.")
        }
        if output.timedOut {
            throw ModelError(
                .timeout, model: name, message: "\(command.words[0]) did not end within \(Int(timeout)) s.")
        }
        guard output.status.isSuccess else { throw failure(output) }
        let text = reply.finish()
        return ModelReply(
            text: text, usage: .estimate(messages: request.messages, reply: text), finishReason: .stop, costUSD: nil)
    }

    /// The program's arguments and its standard input.
    private func invocation(_ request: ModelRequest) throws(ModelError) -> ([String], [UInt8]) {
        let arguments = Array(command.words.dropFirst())
        switch command.input {
        case .text:
            return (arguments, Array(CommandPrompt.text(request.messages).utf8))
        case .argument:
            let prompt = CommandPrompt.text(request.messages)
            // The kernel takes at most 128 KiB for one argument, and no zero byte.
            if prompt.utf8.count >= 128 << 10 {
                throw ModelError(
                    .contextOverflow, model: name, message: "the prompt is too long for an argument of a program.",
                    hint: "Let the program read standard input: input = \"text\" in its settings.")
            }
            return (arguments + [prompt.filter { $0 != "\0" }], [])
        case .json:
            return (arguments, CommandPrompt.json(request))
        }
    }

    private func cannotStart(_ error: PosixError) -> ModelError {
        let program = command.words[0]
        if error.call == "posix_spawn" {
            return ModelError(
                .configuration, model: name, message: "\(program) cannot be started: \(error.reason).",
                hint: "Install it, or give its path.")
        }
        return ModelError(.unreachable, model: name, message: "\(program) cannot be started: \(error).")
    }

    /// The failure that a program which ended badly reports: the end of what it wrote to standard error tells most.
    private func failure(_ output: ChildOutput) -> ModelError {
        let words = output.errorText.allSatisfy(\.isWhitespace) ? output.text : output.errorText
        let tail = ErrorText.clean(String(words.suffix(ErrorText.limit)))
        let code: Int =
            switch output.status {
            case .exited(let code): Int(code)
            case .signaled(let signal): 128 + Int(signal)
            }
        let classifier = FailureClassifier(
            model: name, keyHint: "Log in with the program itself first.", modelHint: nil, secrets: [])
        return classifier.commandFailed(program: command.words[0], code: code, status: "\(output.status)", tail: tail)
    }
}
