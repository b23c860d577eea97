import Glibc
package import Posix
import Testing

/// A program that runs on a pseudo-terminal of its own, where a test types and reads as a person does.
package final class TerminalProgram {
    private let terminal: Descriptor
    private let child: ChildProcess
    private var unread = ""
    /// Everything shown so far.
    package private(set) var shown = ""

    /// - Parameter command: gets the terminal as its controlling one, so that Ctrl-C is a signal there.
    package init(_ command: ChildCommand) throws {
        var (person, program): (Int32, Int32) = (-1, -1)
        var size = winsize(ws_row: 24, ws_col: 100, ws_xpixel: 0, ws_ypixel: 0)
        try #require(openpty(&person, &program, nil, nil, &size) == 0)
        terminal = Descriptor(owning: person)
        let end = Descriptor(owning: program)
        var command = command
        command.arguments = ["--ctty", "--wait", command.program] + command.arguments
        command.program = "setsid"
        child = try ChildProcess(command, descriptors: [0: end, 1: end, 2: end])
        try terminal.setNonblocking()
    }

    deinit { child.kill() }

    package func type(_ text: String) {
        _ = text.withCString { write(terminal.number, $0, strlen($0)) }
    }

    /// Waits until `text` is shown; what comes behind it is waited for next.
    package func expect(_ text: String, seconds: Double = 30) async throws {
        let end = ContinuousClock.now + .seconds(seconds)
        while ContinuousClock.now < end {
            read()
            if let range = unread.firstRange(of: text) {
                unread = String(unread[range.upperBound...])
                return
            }
            try await Task.sleep(for: .milliseconds(10))
        }
        Issue.record("“\(text)” did not come; the terminal shows: \(unread)")
        throw CancellationError()
    }

    /// Waits until `prompt` is shown, and types a line.
    package func answer(_ prompt: String, _ line: String) async throws {
        try await expect(prompt)
        type(line + "\r")
    }

    /// The status of the program once it has ended.
    package func wait() async -> Posix.ExitStatus {
        let status = await child.wait()
        read()
        return status
    }

    /// Kills the program at once, as nobody expects.
    package func kill() async {
        for program in RunningProcess(child.id).children { Glibc.kill(program.id, SIGKILL) }
        _ = await child.wait()
    }

    private func read() {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(terminal.number, &buffer, buffer.count)
            guard count > 0 else { return }
            let text = String(decoding: buffer[..<count], as: UTF8.self)
            unread += text
            shown += text
        }
    }
}
