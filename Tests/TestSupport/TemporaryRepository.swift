import Glibc
import Posix

/// A git repository in a temporary folder, driven by the `git` program, untouched by the user's configuration.
package final class TemporaryRepository: Sendable {
    package let folder: TemporaryFolder
    /// The work folder, or the bare repository.
    package let path: String

    /// Makes an empty repository on branch `main`, in `name` below `folder`.
    package init(in folder: TemporaryFolder, _ name: String = "repository", bare: Bool = false) throws {
        self.folder = folder
        path = folder.path(name)
        let kind = bare ? ["--bare"] : []
        try Self.git(["init", "-q", "-b", "main"] + kind + [path], in: folder.path)
    }

    package convenience init() throws {
        try self.init(in: try TemporaryFolder())
    }

    package func path(_ name: String) -> String { path + "/" + name }

    /// Writes a file into the work folder.
    package func write(_ text: String, to name: String) throws { try write(Array(text.utf8), to: name) }

    package func write(_ bytes: [UInt8], to name: String) throws {
        try folder.write(bytes, to: String(path.dropFirst(folder.path.count + 1)) + "/" + name)
    }

    /// Commits everything that is not ignored, at a date that grows with `day`, and returns the commit's id.
    @discardableResult
    package func commit(_ message: String, day: Int = 1) throws -> String {
        try git("add", "-A")
        try git("commit", "-q", "--allow-empty", "-m", message, day: day)
        return try git("rev-parse", "HEAD")
    }

    /// Runs git in the repository and returns its output without the last newline.
    /// - Throws: `GitFailure` when it fails.
    @discardableResult
    package func git(_ arguments: String..., day: Int = 1) throws -> String {
        try Self.git(arguments, in: path, day: day)
    }

    @discardableResult
    package func git(_ arguments: [String]) throws -> String { try Self.git(arguments, in: path) }

    @discardableResult
    private static func git(_ arguments: [String], in folder: String, day: Int = 1) throws -> String {
        let date = "2024-01-\(day < 10 ? "0" : "")\(day)T12:00:00+0200"
        let environment = [
            "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": folder, "LC_ALL": "C",
            "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": "Ada Łukasz", "GIT_AUTHOR_EMAIL": "ada@example.org", "GIT_AUTHOR_DATE": date,
            "GIT_COMMITTER_NAME": "Ada Łukasz", "GIT_COMMITTER_EMAIL": "ada@example.org", "GIT_COMMITTER_DATE": date,
        ]
        let output = try run(["git", "-C", folder, "-c", "protocol.file.allow=always"] + arguments, environment)
        return output.hasSuffix("\n") ? String(output.dropLast()) : output
    }

    /// Runs a program to its end, blocking the thread, and returns what it printed.
    ///
    /// Not through `ChildProcess`, so that these tests do not depend on it.
    private static func run(_ command: [String], _ environment: [String: String]) throws -> String {
        let pid: pid_t
        let reading: Descriptor
        (pid, reading) = try start(command, environment)
        var output: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        while case let count = read(reading.number, &buffer, buffer.count), count > 0 { output += buffer[..<count] }
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        let text = String(decoding: output, as: UTF8.self)
        guard status == 0 else { throw GitFailure(description: "\(command.joined(separator: " ")): \(text)") }
        return text
    }

    /// Starts a program and returns where its output comes; this process's end for writing is closed by then.
    private static func start(
        _ command: [String], _ environment: [String: String]
    ) throws -> (pid_t, Descriptor) {
        let (reading, writing) = try Descriptor.pipe()
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, writing.number, 1)
        posix_spawn_file_actions_adddup2(&actions, writing.number, 2)
        let argv = command.map { strdup($0) } + [nil]
        let envp = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { (argv + envp).forEach { free($0) } }
        var pid: pid_t = 0
        let code = posix_spawnp(&pid, command[0], &actions, nil, argv, envp)
        guard code == 0 else { throw GitFailure(description: "\(command[0]): errno \(code)") }
        return (pid, reading)
    }

    package struct GitFailure: Error, CustomStringConvertible {
        package let description: String
    }
}
