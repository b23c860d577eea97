import HTTPTransport
import TestSupport
import Testing

@Suite struct HTTPClientTests {
    let client = HTTPClient()

    @Test func sendsMethodHeadersAndBodyAndReadsTheAnswer() async throws {
        let server = LoopbackServer(always: .http(201, headers: ["X-Test:  Yes "], body: "hello"))
        let request = HTTPRequest(
            .post, url: server.url + "/a/b?c=d",
            headers: [HTTPHeader("Content-Type", "application/json"), HTTPHeader("X-Empty", "")], body: Array("{}".utf8)
        )
        let response = try await client.send(request)
        #expect(response.status == 201)
        #expect(response.head["x-test"] == "Yes")
        #expect(try await response.bytes() == Array("hello".utf8))
        let received = try #require(server.requests.first)
        #expect(received.method == "POST")
        #expect(received.target == "/a/b?c=d")
        #expect(received.body == "{}")
        #expect(received.headers["content-type"] == "application/json")
        #expect(received.headers["x-empty"] == "")
        #expect(received.headers["expect"] == nil)
    }

    @Test func sendsAnEmptyBodyWithoutReadingStandardInput() async throws {
        let server = LoopbackServer(always: .http(body: "ok"))
        let response = try await client.send(HTTPRequest(.post, url: server.url))
        #expect(try await response.bytes() == Array("ok".utf8))
        #expect(server.requests.first?.headers["content-length"] == "0")
    }

    @Test func sendsMegabytesWithoutAskingForPermissionFirst() async throws {
        let server = LoopbackServer(always: .http(body: "ok"))
        let body = [UInt8](repeating: UInt8(ascii: "x"), count: 3 << 20)
        _ = try await client.send(HTTPRequest(.post, url: server.url, body: body)).bytes()
        #expect(server.requests.first?.body.utf8.count == body.count)
        #expect(server.requests.first?.headers["expect"] == nil)
    }

    @Test func usesOneConnectionForRequestsInSequence() async throws {
        let server = LoopbackServer(always: .stream(body: "data: x\n\n", size: 3))
        for _ in 0..<5 { _ = try await client.send(HTTPRequest(url: server.url)).bytes() }
        #expect(server.connectionCount == 1)
    }

    @Test func reusesTheConnectionOfADrainedAnswer() async throws {
        let server = LoopbackServer(
            always: .stream(
                pieces: ["data: done\n\n", "rest"], then: [.wait(seconds: 0.02), .send(Array("0\r\n\r\n".utf8))]))
        for _ in 0..<3 {
            let response = try await client.send(HTTPRequest(url: server.url))
            _ = try await response.body.next()
            response.body.drain()
            try await Task.sleep(for: .seconds(0.1))
        }
        #expect(server.connectionCount == 1)
    }

    @Test func handsOutEachPieceAsItArrives() async throws {
        let server = LoopbackServer(
            always: .stream(pieces: ["one"], then: [.wait(seconds: 30), .close]))
        let response = try await client.send(HTTPRequest(url: server.url))
        #expect(try await response.body.next() == Array("one".utf8))
        #expect(server.openConnections == 1, "the answer is not over yet")
    }

    @Test func keepsMemoryBoundedWhenTheReaderIsSlow() async throws {
        let piece = String(repeating: "x", count: 1 << 16)
        let server = LoopbackServer(always: .stream(pieces: Array(repeating: piece, count: 160)))
        let response = try await client.send(HTTPRequest(url: server.url))
        try await Task.sleep(for: .seconds(0.2))
        var largest = 0
        var total = 0
        while let chunk = try await response.body.next() {
            largest = max(largest, chunk.count)
            total += chunk.count
        }
        #expect(total == 160 << 16)
        #expect(largest < 1 << 19, "a reader that sleeps finds at most the channel's capacity and one piece")
    }

    @Test func neverFollowsRedirects() async throws {
        let other = LoopbackServer(always: .http(body: "never"))
        let server = LoopbackServer(always: .http(302, headers: ["Location: \(other.url)/"]))
        let request = HTTPRequest(url: server.url, headers: [HTTPHeader("Authorization", "Bearer secret")])
        let response = try await client.send(request)
        #expect(response.status == 302)
        #expect(other.requests.isEmpty)
    }

    @Test func skipsInterimAnswers() async throws {
        let server = LoopbackServer(
            always: .raw("HTTP/1.1 103 Early Hints\r\nX: 1\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"))
        let response = try await client.send(HTTPRequest(url: server.url))
        #expect(response.head == HTTPResponseHead(status: 200, headers: [HTTPHeader("Content-Length", "2")]))
        #expect(try await response.bytes() == Array("ok".utf8))
    }

    @Test func runsFiftyStreamsAtOnce() async throws {
        let server = LoopbackServer(
            always: .stream(
                pieces: ["a", "b"], then: [.wait(seconds: 0.3), .send(Array("1\r\nc\r\n0\r\n\r\n".utf8))]))
        try await withThrowingTaskGroup { group in
            for _ in 0..<50 {
                group.addTask { try await client.send(HTTPRequest(url: server.url)).bytes() }
            }
            for try await bytes in group { #expect(bytes == Array("abc".utf8)) }
        }
        #expect(server.requests.count == 50)
        #expect(server.connectionCount > 20, "in sequence they would share a connection")
    }
}
