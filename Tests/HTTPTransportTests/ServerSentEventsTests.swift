import HTTPTransport
import Testing

@Suite struct ServerSentEventsTests {
    private static let stream = """
        \u{FEFF}: a comment\r
        event: first\r
        data: one\r
        data: two\r
        \r
        data:no space\n
        data\n
        id: 7\nretry: 10\nevent: empty\n
        unknown: field\rdata: übung 🐦\r\rdata: [DONE]\n\n
        """
    private static let expected = [
        ServerSentEvent(name: "first", data: "one\ntwo"), ServerSentEvent(data: "no space"), ServerSentEvent(data: ""),
        ServerSentEvent(data: "übung 🐦"), ServerSentEvent(data: "[DONE]"),
    ]

    @Test func readsTheSameEventsInEveryChunking() throws {
        let bytes = Array(Self.stream.utf8)
        for size in 1...bytes.count {
            var parser = ServerSentEvents()
            var events: [ServerSentEvent] = []
            for start in stride(from: 0, to: bytes.count, by: size) {
                events += try parser.consume(Array(bytes[start..<min(start + size, bytes.count)]))
            }
            #expect(try parser.finish() == nil)
            #expect(events == Self.expected, "chunks of \(size)")
        }
    }

    @Test func readsTheSameEventsWithEverySingleCut() throws {
        let bytes = Array(Self.stream.utf8)
        for cut in 0...bytes.count {
            var parser = ServerSentEvents()
            var events = try parser.consume(Array(bytes[..<cut]))
            events += try parser.consume(Array(bytes[cut...]))
            #expect(events == Self.expected, "cut at \(cut)")
        }
    }

    @Test(arguments: ["data: last", "data: last\n", "data: last\r\n", "event: e\ndata: last"])
    func handsOutAnEventThatTheEndLeftUnfinished(text: String) throws {
        var parser = ServerSentEvents()
        #expect(try parser.consume(Array(text.utf8)) == [])
        #expect(try parser.finish()?.data == "last")
        #expect(try parser.finish() == nil)
    }

    @Test func limitsLinesAndEvents() throws {
        var parser = ServerSentEvents(limit: 10)
        #expect(throws: LineSplitter.LineTooLong(limit: 10)) { try parser.consume(Array("data: 123456".utf8)) }
        var other = ServerSentEvents(limit: 10)
        #expect(throws: LineSplitter.LineTooLong(limit: 10)) {
            try other.consume(Array("data: 123\ndata: 123\ndata: 123\ndata: 123\n".utf8))
        }
    }
}
