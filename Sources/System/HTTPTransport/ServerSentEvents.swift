/// Turns the bytes of a `text/event-stream`, in any chunking, into events.
///
/// It follows the HTML standard, section 9.2, but for two things: an event that the end of the stream leaves without
/// its empty line is still handed out by `finish`, because some servers forget that line, and `id` and `retry` are
/// skipped, because nothing here reconnects. An event without data is dropped, as the standard says.
package struct ServerSentEvents: Sendable {
    private var lines: LineSplitter
    private let limit: Int
    private var name = ""
    /// Nil before the first line of data.
    private var data: ArraySlice<UInt8>?
    private var isFirstLine = true

    /// - Parameter limit: bytes that one line, and the data of one event, may have.
    package init(limit: Int = 16 << 20) {
        self.limit = limit
        lines = LineSplitter(limit: limit)
    }

    /// The events that `bytes` completes.
    package mutating func consume(_ bytes: [UInt8]) throws(LineSplitter.LineTooLong) -> [ServerSentEvent] {
        var events: [ServerSentEvent] = []
        for line in try lines.consume(bytes) {
            if let event = try take(line) { events.append(event) }
        }
        return events
    }

    /// The event that the end of the stream cut off, if it has data.
    package mutating func finish() throws(LineSplitter.LineTooLong) -> ServerSentEvent? {
        if let line = lines.finish(), let event = try take(line[...]) { return event }
        return dispatch()
    }

    private mutating func take(_ rawLine: ArraySlice<UInt8>) throws(LineSplitter.LineTooLong) -> ServerSentEvent? {
        var line = rawLine
        if isFirstLine, line.starts(with: [0xEF, 0xBB, 0xBF]) { line = line.dropFirst(3) }
        isFirstLine = false
        if line.isEmpty { return dispatch() }
        let field = line.prefix { $0 != UInt8(ascii: ":") }
        var value = line.dropFirst(field.count + 1)
        if value.first == UInt8(ascii: " ") { value = value.dropFirst() }
        if field.elementsEqual("data".utf8) {
            data = data.map { $0 + [0x0A] + value } ?? value
            if let data, data.count > limit { throw LineSplitter.LineTooLong(limit: limit) }
        } else if field.elementsEqual("event".utf8) {
            name = String(decoding: value, as: UTF8.self)
        }
        return nil
    }

    private mutating func dispatch() -> ServerSentEvent? {
        defer { (name, data) = ("", nil) }
        guard let data else { return nil }
        return ServerSentEvent(name: name.isEmpty ? "message" : name, data: String(decoding: data, as: UTF8.self))
    }
}
