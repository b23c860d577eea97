import Posix

/// A running `rlm-mock-server` of the build, with one server or more; it ends when the last reference goes.
package final class MockServer: Sendable {
    /// The base URLs, each ending in `/v1`.
    package let urls: [String]
    private let process: ChildProcess
    /// The server ends with its standard input, so it does not outlive a test that crashes.
    private let input: Descriptor

    /// The program, which is built beside the tests.
    package static func program() throws -> String {
        let own = try ExecutablePath.current()
        return own[..<(own.lastIndex(of: "/") ?? own.endIndex)] + "/rlm-mock-server"
    }

    /// - Parameter arguments: settings for `serve`; without `--port` there is one server.
    package init(_ arguments: String...) async throws {
        let ports = arguments.contains("--port") ? [] : ["--port", "0"]
        let (input, output) = (try Descriptor.pipe(), try Descriptor.pipe())
        self.input = input.writing
        process = try ChildProcess(
            ChildCommand(try Self.program(), ["serve", "--until-eof", "1"] + arguments + ports),
            descriptors: [0: input.reading, 1: output.writing])
        let count = max(1, arguments.count { $0 == "--port" })
        urls = try await Self.lines(count, from: output.reading)
        guard urls.count == count else { throw NotStarted() }
    }

    /// The first lines of what comes, waiting for them for at most ten seconds.
    private static func lines(_ count: Int, from reader: Descriptor) async throws -> [String] {
        try reader.setNonblocking()
        var text: [UInt8] = []
        for _ in 0..<1000 where text.count(where: { $0 == UInt8(ascii: "\n") }) < count {
            var bytes = [UInt8](repeating: 0, count: 4096)
            if case .bytes(let read) = try bytes.withUnsafeMutableBytes({ try reader.read(into: $0) }) {
                text += bytes.prefix(read)
            } else {
                try await Task.sleep(for: .milliseconds(10))
            }
        }
        return String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    deinit { process.kill() }

    /// The first server's base URL.
    package var url: String { urls[0] }

    /// Where a server takes scripts and tells what arrived: `path` is `script` or `stats`.
    package func address(_ path: String, of server: Int = 0) -> String {
        urls[server].dropLast("v1".count) + path
    }

    struct NotStarted: Error {}
}
