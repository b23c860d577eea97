import Posix
import TestSupport

/// The `rlm-dogfood` program that was built with the tests, run as a user runs it on a repository of its own.
struct DogfoodBinary {
    let repository: TemporaryRepository
    let path: String

    init() throws {
        repository = try TemporaryRepository()
        let own = try ExecutablePath.current()
        path = own[..<(own.lastIndex(of: "/") ?? own.endIndex)] + "/rlm-dogfood"
    }

    /// An environment in which nothing of the machine's user shows through.
    var environment: [String: String] {
        [
            "PATH": "/usr/bin:/bin", "HOME": repository.folder.path, "TERM": "dumb", "LANG": "C.UTF-8",
            "GIT_CONFIG_NOSYSTEM": "1",
        ]
    }

    func command(_ arguments: [String]) -> ChildCommand {
        ChildCommand(path, arguments, environment: environment, directory: repository.path)
    }

    /// Runs it without a terminal.
    func run(_ arguments: String..., input: String = "") async throws -> (code: Int32, stdout: String, stderr: String) {
        let output = try await ChildProcess.run(command(arguments), input: Array(input.utf8), timeout: 60)
        guard case .exited(let code) = output.status else { return (-1, output.text, output.errorText) }
        return (code, output.text, output.errorText)
    }
}
