import Posix
import TestSupport

/// The `rlm` program that was built with the tests, run as a user runs it, in a folder of its own.
struct BuiltProgram {
    let folder: TemporaryFolder
    let path: String

    /// What a run left behind.
    struct Outcome {
        var code: Int32?
        var stdout: String
        var stderr: String
        var timedOut: Bool
    }

    init() throws {
        folder = try TemporaryFolder()
        let own = try ExecutablePath.current()
        path = own[..<(own.lastIndex(of: "/") ?? own.endIndex)] + "/rlm"
    }

    /// An environment in which nothing of the machine's user shows through.
    func environment(_ additions: [String: String] = [:]) -> [String: String] {
        let basic = [
            "PATH": "/usr/bin:/bin", "HOME": folder.path, "TERM": "dumb", "LANG": "C.UTF-8",
            "RLM_PYTHON_PACKAGES": "",
        ]
        return basic.merging(additions) { $1 }
    }

    /// Runs `rlm` with arguments in the folder; nothing is on its standard input.
    func run(
        _ arguments: [String], environment additions: [String: String] = [:], input: String = "", timeout: Double = 60
    ) async throws -> Outcome {
        try await run(ChildCommand(path, arguments), environment: additions, input: input, timeout: timeout)
    }

    /// Runs a line of bash in which `$RLM` is the program.
    func shell(
        _ line: String, environment additions: [String: String] = [:], timeout: Double = 60
    ) async throws -> Outcome {
        let additions = additions.merging(["RLM": path]) { $1 }
        return try await run(
            ChildCommand("bash", ["--norc", "-c", line]), environment: additions, input: "", timeout: timeout)
    }

    private func run(
        _ command: ChildCommand, environment additions: [String: String], input: String, timeout: Double
    ) async throws -> Outcome {
        var command = command
        command.environment = environment(additions)
        command.directory = folder.path
        let output = try await ChildProcess.run(command, input: Array(input.utf8), timeout: timeout)
        let code: Int32? = if case .exited(let code) = output.status { code } else { nil }
        return Outcome(code: code, stdout: output.text, stderr: output.errorText, timedOut: output.timedOut)
    }

    /// Writes the replies of a scripted model and returns the model's name.
    func script(_ text: String) throws -> String {
        "scripted/" + (try folder.write(text, to: "script.txt"))
    }
}
