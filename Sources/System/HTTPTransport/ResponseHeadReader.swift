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

    mutating func consume(_ line: some BidirectionalCollection<UInt8>) -> Action {
        if complete { return .more }
        byteCount += line.count
        if byteCount > 256 << 10 { return .tooLong }
        let text = Self.trimmed(line[...])
        if text.starts(with: "HTTP/".utf8) {
            let status = text.split(separator: UInt8(ascii: " ")).dropFirst().first
            head = HTTPResponseHead(status: status.flatMap { Int(Self.text($0)) } ?? 0)
        } else if text.isEmpty {
            if let head, head.status >= 200 {
                complete = true
                return .head(head)
            }
        } else if let colon = text.firstIndex(of: UInt8(ascii: ":")) {
            let value = text[text.index(after: colon)...]
            head?.headers.append(HTTPHeader(Self.text(text[..<colon]), Self.text(Self.trimmed(value))))
        }
        return .more
    }

    private static func text(_ bytes: some Collection<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }

    /// Without blanks and line ends at both ends.
    private static func trimmed<Line: BidirectionalCollection<UInt8>>(_ line: Line) -> Line.SubSequence
    where Line.SubSequence == Line {
        var part = line[...]
        while let first = part.first, first <= 32 { part.removeFirst() }
        while let last = part.last, last <= 32 { part.removeLast() }
        return part
    }
}
