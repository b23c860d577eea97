/// Puts the head of an answer together from the header lines that libcurl hands over one by one.
///
/// Interim answers (1xx) are dropped, and so are the trailers after a chunked body.
struct ResponseHeadReader {
    enum Action: Equatable {
        case more
        case head(HTTPResponseHead)
        case tooLong
    }

    private var head: HTTPResponseHead?
    private var byteCount = 0
    private var complete = false

    mutating func consume(_ line: some Collection<UInt8>) -> Action {
        if complete { return .more }
        byteCount += line.count
        if byteCount > 256 << 10 { return .tooLong }
        let text = String(decoding: line, as: UTF8.self).split(whereSeparator: \.isNewline).first ?? ""
        if text.hasPrefix("HTTP/") {
            let status = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
            head = HTTPResponseHead(status: status)
        } else if text.isEmpty {
            if let head, head.status >= 200 {
                complete = true
                return .head(head)
            }
        } else if let colon = text.firstIndex(of: ":") {
            let value = text[text.index(after: colon)...]
            head?.headers.append(HTTPHeader(String(text[..<colon]), Self.trimmed(value)))
        }
        return .more
    }

    private static func trimmed(_ value: Substring) -> String {
        let start = value.drop { $0 == " " || $0 == "\t" }
        return String(start.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
    }
}
