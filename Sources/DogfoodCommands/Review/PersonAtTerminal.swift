import Commands
import Dogfood
import GitStore
import Glibc
import Posix

/// A person who can be asked: a terminal in front, read from and written to, and not rlm-dogfood itself behind it.
struct PersonAtTerminal {
    private static let advice = "only a person at a terminal decides on proposals: run this in one, without a pipe"

    let reviewer: Decision.Reviewer

    /// - Throws: when there is no terminal, or nobody who could type at it.
    init(_ git: GitRepository) throws {
        let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC)
        guard terminal >= 0 else { throw CommandFailure(.incomplete, "there is no terminal; " + Self.advice) }
        defer { close(terminal) }
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
            throw CommandFailure(.incomplete, "standard input or output is no terminal; " + Self.advice)
        }
        guard tcgetpgrp(terminal) == getpgrp() else {
            throw CommandFailure(.incomplete, "this runs in the background; " + Self.advice)
        }
        let own = try ExecutablePath.current()
        guard !RunningProcess(getppid()).ancestry.contains(where: { $0.program == own }) else {
            throw CommandFailure(.incomplete, "rlm-dogfood was started by rlm-dogfood; " + Self.advice)
        }
        let login = getpwuid(getuid()).map { String(cString: $0.pointee.pw_name) } ?? "\(getuid())"
        let name = (try? git.userSignature()).map { "\($0.name) <\($0.email)>" } ?? login
        reviewer = Decision.Reviewer(name: name, user: getuid(), via: "terminal")
    }

    /// Asks, and returns the line that was typed; nil at the end of the input.
    ///
    /// What was typed before the question could be seen is thrown away.
    func ask(_ prompt: String) throws -> String? {
        tcflush(STDIN_FILENO, TCIFLUSH)
        try StandardOutput.write(prompt)
        guard let line = readLine(strippingNewline: true) else {
            try StandardOutput.write("\n")
            return nil
        }
        return line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
