import Glibc
import JSON
import Posix
import Testing

@testable import Bridge

@Suite struct ConnectionTests {
    @Test func demandsTheHandshakeFirst() async throws {
        let bench = try await Bench(shaken: false)
        let client = bench.client
        try client.ask(1, "ping")
        #expect(try await client.next()?["error"]?["code"] == 1)
        try client.ask(2, "initialize", ["protocolVersion": 3, "clientInfo": ["name": "t"]])
        let answer = try #require(try await client.next()?["result"])
        #expect(answer["protocolVersion"] == 1 && answer["limits"]?["maxInflight"] == 32)
        try client.ask(3, "ping")
        #expect(try await client.next() == ["jsonrpc": "2.0", "id": 3, "result": [:]])
        try client.ask(4, "initialize", ["protocolVersion": 1, "clientInfo": ["name": "t"]])
        #expect(try await client.next()?["error"]?["code"] == -32600)
    }

    @Test func namesWhatIsWrongWithParameters() async throws {
        let bench = try await Bench(shaken: false)
        let client = bench.client
        try client.ask(1, "initialize", ["protocolVersion": "1", "clientInfo": ["name": "t"]])
        #expect(try await client.next()?["error"]?["message"] == "“protocolVersion” is not a whole number")
        try client.ask(2, "initialize", ["protocolVersion": 1, "clientInfo": [:]])
        #expect(try await client.next()?["error"]?["message"] == "“clientInfo.name” is missing")
    }

    @Test func takesSingleBytes() async throws {
        let bench = try await Bench()
        for byte in RPCMessage.request(.text("ü😀"), method: "ping", params: ["t": "😀"]).line {
            try bench.client.send([byte])
        }
        #expect(try await bench.client.next()?["id"] == "ü😀")
    }

    @Test func goesOnAfterWhatIsNoMessage() async throws {
        let bench = try await Bench()
        let client = bench.client
        try client.send("{\n\n\r\n[1]\n")
        try client.send(Array("{\"a\":\"".utf8) + [0xFF] + Array("\"}\n".utf8))
        for code in [-32700, -32600, -32700] {
            let answer = try await client.next()
            #expect(answer?["id"] == .null && answer?["error"]?["code"] == .integer(code))
        }
        try client.ask(1, "no such method")
        #expect(try await client.next()?["error"]?["code"] == -32601)
        try client.ask(2, "ping")
        #expect(try await client.next()?["id"] == 2)
    }

    @Test func tellsWhyAHandlerFailed() async throws {
        let bench = try await Bench()
        try bench.client.ask(1, "fail")
        let error = try await bench.client.next()?["error"]
        #expect(error?["code"] == -32603 && error?["message"] == "a file: No such file or directory (open)")
        #expect(error?["data"]?["kind"] == "internalError" && error?["data"]?["retryable"] == false)
    }

    @Test func answersWhatIsCancelled() async throws {
        let bench = try await Bench()
        let client = bench.client
        try client.ask(1, "sleep")
        try client.send(RPCMessage.notification(method: "$/cancel_request", params: ["id": 1]).line)
        let answer = try await client.next()
        #expect(answer?["id"] == 1 && answer?["error"]?["code"] == -32800)
        // What has ended, and what never was.
        for id in [1, 99] {
            try client.send(RPCMessage.notification(method: "$/cancel_request", params: ["id": .integer(id)]).line)
        }
        try client.ask(2, "ping")
        #expect(try await client.next()?["id"] == 2)
    }

    @Test func keepsSilentOnCancellationWhereTheDialectWantsIt() async throws {
        let bench = try await Bench(.mcp)
        try bench.client.ask(1, "sleep")
        try bench.client.send(
            RPCMessage.notification(method: "notifications/cancelled", params: ["requestId": 1]).line)
        try bench.client.ask(1, "nap")
        // Its place is free again only when it has ended.
        var answers = 0
        while answers < 1000, try await bench.client.next()?["result"] == nil {
            answers += 1
            try bench.client.ask(1, "nap")
        }
        #expect(answers < 1000)
    }

    @Test func refusesMoreThanTheLimitInFlight() async throws {
        let bench = try await Bench()
        let client = bench.client
        for id in 1...33 { try client.ask(id, "sleep") }
        let refused = try await client.next()
        #expect(refused?["id"] == 33 && refused?["error"]?["data"]?["kind"] == "busy")
        #expect(refused?["error"]?["data"]?["retryable"] == true)
        try client.ask(1, "sleep")
        #expect(try await client.next()?["error"]?["code"] == -32600)
        // What is answered at once needs no place.
        try client.ask(50, "ping")
        #expect(try await client.next()?["id"] == 50)
    }

    @Test func deliversNotificationsBeforeTheAnswer() async throws {
        let bench = try await Bench()
        try bench.client.ask(1, "tell", ["count": 100])
        for number in 0..<100 { #expect(try await bench.client.next()?["params"]?["number"] == .integer(number)) }
        #expect(try await bench.client.next()?["result"] == ["told": true])
    }

    @Test func answersWhatWasAskedBeforeTheEndOfTheInput() async throws {
        let bench = try await Bench()
        try bench.client.ask(1, "nap")
        shutdown(bench.client.socket.number, Int32(SHUT_WR))
        #expect(try await bench.client.next()?["result"] == ["slept": true])
        #expect(try await bench.client.isClosed())
    }

    @Test func closesAfterALineThatIsTooLong() async throws {
        var limits = Dispatcher.Limits()
        limits.lineBytes = 200
        let bench = try await Bench(limits: limits)
        try bench.client.send(String(repeating: "x", count: 199) + "\n")
        #expect(try await bench.client.next()?["error"]?["code"] == -32700)
        try bench.client.send(String(repeating: "x", count: 202))
        let error = try await bench.client.next()
        #expect(error?["id"] == .null && error?["error"]?["data"]?["kind"] == "tooLarge")
        #expect(try await bench.client.isClosed())
    }

    @Test func readsNoMoreFromAClientThatDoesNotRead() async throws {
        var limits = Dispatcher.Limits()
        limits.waitingBytes = 10_000
        let bench = try await Bench(limits: limits)
        let client = bench.client
        try client.socket.setNonblocking()
        let line = RPCMessage.request(.number(1), method: "ping", params: [:]).line
        var taken = 0
        var idle = 0
        while idle < 20, taken < 1 << 26 {
            let count = try line.withUnsafeBytes { try client.socket.write($0) }
            taken += count
            idle = count == 0 ? idle + 1 : 0
            if count == 0 { try await Task.sleep(for: .milliseconds(10)) }
        }
        #expect(taken < 1 << 23)
        try client.socket.setNonblocking(false)
        for _ in 0..<(taken / line.count) { #expect(try await client.next()?["result"] == [:]) }
    }

    @Test func givesUpAClientForWhichTooMuchWaits() async throws {
        var limits = Dispatcher.Limits()
        limits.lostBytes = 1 << 20
        let bench = try await Bench(limits: limits)
        try bench.client.ask(1, "tell", ["count": 100, "bytes": 100_000])
        #expect(try await bench.client.isClosed())
    }

    @Test func refusesRequestsWhileItEnds() async throws {
        let bench = try await Bench()
        try bench.client.ask(1, "nap")
        try bench.client.ask(2, "ping")
        #expect(try await bench.client.next()?["id"] == 2)
        bench.connection.shutDown()
        #expect(try await bench.client.next()?["result"] == ["slept": true])
        #expect(try await bench.client.isClosed())
    }
}
