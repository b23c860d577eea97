import Bridge
import FoundationEssentials
import Glibc
import JSON
import Posix
import TestSupport
import Testing

/// The daemon's life, with the program as users run it.
@Suite struct ServeTests {
    /// Runs the program with a socket in the test's own folder.
    private func program() throws -> (BuiltProgram, run: @Sendable (String) async throws -> BuiltProgram.Outcome) {
        let program = try BuiltProgram()
        return (
            program,
            { line in
                try await program.shell(line, environment: ["XDG_RUNTIME_DIR": program.folder.path])
            }
        )
    }

    @Test func startsInTheBackgroundAndStops() async throws {
        let (program, run) = try program()
        #expect(try await run("$RLM status").code == 1)
        let started = try await run("$RLM serve; $RLM serve; $RLM status --json")
        #expect(started.code == 0, "\(started.stderr)")
        let lines = started.stdout.split(separator: "\n")
        let socket = program.folder.path("rlm/rlm.sock")
        #expect(lines.first.map(String.init) == "serving at \(socket)")
        #expect(lines.dropFirst().first.map(String.init) == "a daemon serves already at \(socket)")
        let status = try JSONParser.parse(String(lines.last ?? ""))
        #expect(status["clients"] == 1 && status["socket"] == .string(socket))
        #expect((status["memoryBytes"]?.integer ?? 0) > 1 << 20)
        let process = Int32(status["pid"]?.integer ?? 0)
        #expect(process > 1 && kill(process, 0) == 0)
        let stopped = try await run("$RLM serve --stop; $RLM serve --stop; $RLM status")
        #expect(stopped.stdout.contains("has ended\nno daemon serves at"))
        #expect(stopped.code == 1 && stopped.stderr.contains("start one with: rlm serve"))
        #expect(access(socket, F_OK) != 0)
    }

    @Test func startsOnceWhenManyWantIt() async throws {
        let (_, run) = try program()
        let outcome = try await run("for i in 1 2 3 4 5 6; do $RLM serve & done; wait; $RLM serve --stop")
        #expect(outcome.stdout.components(separatedBy: "\nserving at").count <= 2, "\(outcome.stdout)")
        let lines = outcome.stdout.split(separator: "\n")
        #expect(lines.count == 7 && lines.last?.hasSuffix("has ended") == true, "\(outcome.stderr)")
        #expect(lines.count { $0.hasPrefix("serving at") } == 1)
    }

    @Test func replacesAStaleSocketAndNoOther() async throws {
        let daemon = try await RunningDaemon()
        let second = try await daemon.program.run(["serve", "--foreground", "--socket", daemon.socket])
        #expect(second.code == 1 && second.stderr.contains("another daemon serves at"))
        _ = try await daemon.client().request("ping")
        daemon.kill()
        _ = await daemon.ended()
        // What a daemon leaves that was killed.
        #expect(access(daemon.socket, F_OK) == 0)
        let next = try await RunningDaemon(daemon.program)
        _ = try await next.client().request("ping")
        next.kill()
        _ = await next.ended()
        unlink(daemon.socket)
        try daemon.program.folder.write("precious", to: "run/rlm.sock")
        let refused = try await daemon.program.run(["serve", "--foreground", "--socket", daemon.socket])
        #expect(refused.code == 1 && refused.stderr.contains("is no socket and is left alone"))
        #expect(try String(contentsOfFile: daemon.socket, encoding: .utf8) == "precious")
    }

    @Test func servesOnlyInAFolderOfItsOwn() async throws {
        let (program, run) = try program()
        let folder = program.folder.path("rlm")
        mkdir(folder, 0o755)
        #expect(try await run("$RLM serve").stderr.contains("is open to other users"))
        rmdir(folder)
        mkdir(program.folder.path("elsewhere"), 0o700)
        symlink(program.folder.path("elsewhere"), folder)
        #expect(try await run("$RLM serve").stderr.contains("is a symbolic link or no folder"))
        let long = "/tmp/" + String(repeating: "x", count: 110)
        #expect(try await run("$RLM serve --socket \(long)").stderr.contains("name a shorter one"))
    }

    @Test func endsWhenNobodyNeedsItForLong() async throws {
        let daemon = try await RunningDaemon(configuration: "[daemon]\nidle-timeout = 0.3\n")
        let client = try await daemon.client()
        try await Task.sleep(for: .milliseconds(700))
        // Somebody is there.
        _ = try await client.request("ping")
        client.close()
        #expect(await daemon.ended() == .exited(0))
        #expect(access(daemon.socket, F_OK) != 0)
    }

    @Test func givesWayWhenItsSocketIsReplaced() async throws {
        let daemon = try await RunningDaemon()
        let client = try await daemon.client()
        unlink(daemon.socket)
        try daemon.program.folder.write("", to: "run/rlm.sock")
        // It still answers those who are there, and makes place for another at once.
        _ = try await client.request("ping")
        unlink(daemon.socket)
        var next: RunningDaemon?
        for _ in 0..<100 where next == nil {
            next = try? await RunningDaemon(daemon.program)
            if next == nil { try await Task.sleep(for: .milliseconds(20)) }
        }
        _ = try await #require(next).client().request("ping")
        _ = try await client.request("ping")
        client.close()
        #expect(await daemon.ended() == .exited(0))
        #expect(access(daemon.socket, F_OK) == 0)
    }

    @Test func stopsOnATerminationSignal() async throws {
        let daemon = try await RunningDaemon()
        Glibc.kill(daemon.processID, SIGTERM)
        #expect(await daemon.ended() == .exited(0))
        #expect(access(daemon.socket, F_OK) != 0)
    }

    /// sd_listen_fds(3): the socket is descriptor 3 of a process that the variables name.
    @Test func servesASocketThatIsHandedOver() async throws {
        let program = try BuiltProgram()
        let socket = program.folder.path("systemd.sock")
        let listener = try Descriptor.listening(at: socket)
        let line = "export LISTEN_PID=$$ LISTEN_FDS=1; exec \"$RLM\" serve --foreground"
        let command = ChildCommand(
            "/bin/sh", ["-c", line], environment: program.environment(["RLM": program.path]),
            directory: program.folder.path)
        let child = try ChildProcess(command, descriptors: [3: listener])
        defer { child.kill() }
        let client = try RPCClient(connectedTo: SocketPath(socket))
        try await client.initialize(name: "test", version: "1")
        #expect(try await client.request("daemon/status")["socket"] == .string(socket))
        _ = try await client.request("daemon/stop")
        #expect(await child.wait() == .exited(0))
        // It is systemd's, and can be served again.
        #expect(access(socket, F_OK) == 0)
    }
}
