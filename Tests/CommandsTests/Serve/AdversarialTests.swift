import Bridge
import Glibc
import JSON
import Posix
import TestSupport
import Testing

/// Clients that do what no client should: the daemon answers or closes, stays small, and others do not notice.
@Suite(.serialized) struct AdversarialTests {
    /// Pings until the returned task is cancelled, and gives the longest round trip in seconds.
    private func pinging(_ daemon: RunningDaemon) async throws -> Task<Double, any Error> {
        let client = try await daemon.client()
        return Task {
            var longest = 0.0
            while !Task.isCancelled {
                let began = ContinuousClock.now
                _ = try await client.request("ping")
                longest = max(longest, began.duration(to: .now) / .seconds(1))
                try? await Task.sleep(for: .milliseconds(5))
            }
            return longest
        }
    }

    private func conversation(_ daemon: RunningDaemon) async throws -> LineConversation {
        let conversation = try LineConversation(try daemon.raw())
        try await conversation.shake()
        return conversation
    }

    @Test func servesTwoHundredClients() async throws {
        let daemon = try await RunningDaemon()
        var clients: [LineConversation] = []
        for _ in 0..<200 { clients.append(try await conversation(daemon)) }
        for client in clients { try client.ask(1, "ping") }
        for client in clients { #expect(try await client.next()["result"] == [:]) }
        try clients[0].ask(2, "daemon/status")
        #expect(try await clients[0].next()["result"]?["clients"] == 200)
        #expect(daemon.threads < 40, "\(daemon.threads)")
        clients = []
        let last = try await conversation(daemon)
        for id in 0..<200 {
            try last.ask(id, "daemon/status")
            if try await last.next()["result"]?["clients"] == 1 { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        Issue.record("clients that have left are still counted")
    }

    @Test func takesSixteenMebibytesAndNotOneByteMore() async throws {
        let daemon = try await RunningDaemon()
        let others = try await pinging(daemon)
        let frame = #"{"jsonrpc":"2.0","id":1,"method":"ping","params":{"t":""}}"#
        let text = [UInt8](repeating: UInt8(ascii: "x"), count: (16 << 20) - frame.utf8.count)
        let line = Array(frame.utf8.dropLast(3)) + text + Array(frame.utf8.suffix(3))
        #expect(line.count == 16 << 20)
        let client = try await conversation(daemon)
        try client.send(line + [0x0A])
        #expect(try await client.next()["result"] == [:])
        try? client.send(line + Array(" \n".utf8))
        let error = try await client.next()
        #expect(error["id"] == .null && error["error"]?["data"]?["kind"] == "tooLarge")
        #expect(try await client.isClosed())
        others.cancel()
        #expect(try await others.value < 2)
        #expect(daemon.memory < 200, "\(daemon.memory) MB")
    }

    @Test func boundsWhatAllClientsHaveHalfSent() async throws {
        let daemon = try await RunningDaemon()
        let others = try await pinging(daemon)
        let half = [UInt8](repeating: UInt8(ascii: "x"), count: 15 << 20)
        var clients: [LineConversation] = []
        for _ in 0..<14 {
            clients.append(try await conversation(daemon))
            try? clients.last?.send(half)
        }
        // 14 times 15 MiB do not fit into 128; what was closed was told why.
        var closed = 0
        for client in clients {
            guard let message = try? client.available() else { continue }
            #expect(message["id"] == .null && message["error"]?["data"]?["kind"] == "busy")
            #expect(try await client.isClosed())
            closed += 1
        }
        #expect((6...8).contains(closed), "\(closed)")
        #expect(daemon.memory < 200, "\(daemon.memory) MB")
        // Those that are left go on.
        var answered = 0
        for client in clients {
            guard (try? client.send(Array("\n".utf8))) != nil, let error = try? await client.next() else { continue }
            if error["error"]?["data"]?["kind"] == "parseError" { answered += 1 }
        }
        #expect(answered == clients.count - closed)
        others.cancel()
        #expect(try await others.value < 2)
    }

    @Test func answersTenThousandRequestsAtOnce() async throws {
        let daemon = try await RunningDaemon()
        let others = try await pinging(daemon)
        let client = try await conversation(daemon)
        let before = daemon.memory
        var requests: ArraySlice<UInt8> = []
        for id in 1...10_000 {
            requests += Array(#"{"jsonrpc":"2.0","id":\#(id),"method":"daemon/status"}"#.utf8) + [0x0A]
        }
        var ids = Set<Int>()
        // Answers are read meanwhile, since the daemon reads no more while too many wait.
        while ids.count < 10_000 {
            if !requests.isEmpty { requests = try client.sendWhatFits(requests) }
            let answer = requests.isEmpty ? try await client.next() : try client.available()
            guard let answer else { continue }
            #expect(answer["result"] != nil || answer["error"]?["data"]?["kind"] == "busy")
            ids.insert(answer["id"]?.integer ?? 0)
        }
        others.cancel()
        #expect(try await others.value < 2)
        #expect(daemon.memory - before < 60, "\(before) MB, \(daemon.memory) MB")
    }

    @Test func staysSmallWhenAClientNeverReads() async throws {
        let daemon = try await RunningDaemon()
        let others = try await pinging(daemon)
        let socket = try daemon.raw()
        try socket.setNonblocking()
        let before = daemon.memory
        let request = Array(#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{}}"#.utf8) + [0x0A]
        var idle = 0
        var sent = 0
        while idle < 50, sent < 1 << 27 {
            let count = try request.withUnsafeBytes { try socket.write($0) }
            sent += count
            idle = count == 0 ? idle + 1 : 0
            if count == 0 { try await Task.sleep(for: .milliseconds(5)) }
        }
        #expect(idle == 50, "\(sent) bytes were read")
        #expect(daemon.memory - before < 30, "\(before) MB, \(daemon.memory) MB")
        others.cancel()
        #expect(try await others.value < 2)
    }

    @Test func goesOnAfterWhatIsNoMessage() async throws {
        let daemon = try await RunningDaemon()
        let client = try await conversation(daemon)
        let lines: [[UInt8]] = [
            [0xFF, 0xFE], Array("{\"jsonrpc\":\"2.0\",\"id\":".utf8), Array("[]".utf8), [0],
            Array(String(repeating: "[", count: 100_000).utf8),
            Array(#"{"jsonrpc":"2.0","id":{},"method":"ping"}"#.utf8),
        ]
        for line in lines {
            try client.send(line + [0x0A])
            let answer = try await client.next()
            #expect(answer["id"] == .null && answer["error"] != nil)
        }
        for byte in Array(#"{"jsonrpc":"2.0","id":7,"method":"ping"}"#.utf8) + [0x0A] { try client.send([byte]) }
        #expect(try await client.next()["id"] == 7)
        try client.send(["jsonrpc": "2.0", "method": "$/cancel_request", "params": ["id": 7]])
        try client.ask(8, "no/such/method")
        #expect(try await client.next()["error"]?["code"] == -32601)
    }

    @Test(.enabled(if: getuid() == 0, "only root can be another user"))
    func closesConnectionsOfOtherUsers() async throws {
        let daemon = try await RunningDaemon()
        // Open to all, so that only the look at the other side's user keeps others out.
        for (path, mode) in [("", 0o755), ("run", 0o755), ("run/rlm.sock", 0o666)] {
            chmod(daemon.program.folder.path(path), mode_t(mode))
        }
        let script = """
            import os, socket, sys
            os.setuid(int(sys.argv[2]))
            s = socket.socket(socket.AF_UNIX)
            s.connect(sys.argv[1])
            try:
                s.sendall(b'{"jsonrpc":"2.0","id":1,"method":"initialize","params":{}}\\n')
                print(len(s.recv(1000)))
            except ConnectionError:
                print(0)
            """
        for (user, isAnswered) in [("0", true), ("65534", false)] {
            let output = try await ChildProcess.run(
                ChildCommand("/usr/bin/python3", ["-c", script, daemon.socket, user]), timeout: 30)
            #expect((output.text != "0\n") == isAnswered, "\(user): \(output.text)\(output.errorText)")
        }
    }
}
