/// What the loopback server does with one request, byte by byte.
package struct ScriptedResponse: Sendable {
    package enum Step: Sendable {
        case send([UInt8])
        case wait(seconds: Double)
        /// Says nothing more until the client goes away.
        case stall
        /// Closes the connection in order.
        case close
        /// Closes the connection with a reset.
        case reset
    }

    package var steps: [Step]

    package init(_ steps: [Step]) { self.steps = steps }

    /// A whole answer with a length.
    package static func http(
        _ status: Int = 200, type: String = "application/json", headers: [String] = [], body: String = ""
    ) -> ScriptedResponse {
        let head = head(status, type: type, headers: headers + ["Content-Length: \(body.utf8.count)"])
        return ScriptedResponse([.send(head + Array(body.utf8))])
    }

    /// A chunked answer: libcurl hands every chunk over on its own, so `pieces` is how the client sees the body cut.
    package static func stream(
        type: String = "text/event-stream", headers: [String] = [], pieces: [String], then end: [Step]? = nil
    ) -> ScriptedResponse {
        let head = head(200, type: type, headers: headers + ["Transfer-Encoding: chunked"])
        let chunks = pieces.map { Step.send(chunk(Array($0.utf8))) }
        return ScriptedResponse([.send(head)] + chunks + (end ?? [.send(Array("0\r\n\r\n".utf8))]))
    }

    /// A chunked answer cut into pieces of `size` bytes, which may cut through characters.
    package static func stream(
        type: String = "text/event-stream", headers: [String] = [], body: String, size: Int, then end: [Step]? = nil
    ) -> ScriptedResponse {
        let bytes = Array(body.utf8)
        let head = head(200, type: type, headers: headers + ["Transfer-Encoding: chunked"])
        let chunks = stride(from: 0, to: bytes.count, by: size).flatMap { start in
            chunk(Array(bytes[start..<min(start + size, bytes.count)]))
        }
        return ScriptedResponse([.send(head + chunks)] + (end ?? [.send(Array("0\r\n\r\n".utf8))]))
    }

    /// Bytes as they are, HTTP or not.
    package static func raw(_ text: String, then end: [Step] = [.close]) -> ScriptedResponse {
        ScriptedResponse([.send(Array(text.utf8))] + end)
    }

    private static func head(_ status: Int, type: String, headers: [String]) -> [UInt8] {
        let lines = ["HTTP/1.1 \(status) Scripted", "Content-Type: \(type)"] + headers
        return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
    }

    private static func chunk(_ bytes: [UInt8]) -> [UInt8] {
        Array((String(bytes.count, radix: 16) + "\r\n").utf8) + bytes + Array("\r\n".utf8)
    }
}
