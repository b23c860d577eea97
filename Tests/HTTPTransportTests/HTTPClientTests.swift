import HTTPTransport
import TestSupport
import Testing

@Suite struct HTTPClientTests {
    let client = HTTPClient()

    private func failure(_ request: HTTPRequest) async -> HTTPError? {
        do throws(HTTPError) {
            _ = try await client.send(request).bytes()
            return nil
        } catch {
            return error
        }
    }

    @Test func sendsMethodHeadersAndBodyAndReadsTheAnswer() async throws {
        let server = LoopbackServer(always: .http(201, headers: ["X-Test: Yes"], body: "hello"))
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
}
