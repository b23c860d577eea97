/// Cuts bytes that arrive in any chunking into lines; newline-delimited JSON is one value a line.
///
/// A line ends at LF, CR or CR LF. Lines come without their ending; empty lines are kept.
package struct LineSplitter: Sendable {
    /// A line grew beyond the limit.
    package struct LineTooLong: Error, Equatable, Sendable {
        package var limit: Int

        package init(limit: Int) { self.limit = limit }
    }

    private let limit: Int
    private var partial: [UInt8] = []
    private var lastWasCarriageReturn = false

    package init(limit: Int = 16 << 20) { self.limit = limit }

    /// The lines that `bytes` completes; what is a line as it came is not copied.
    package mutating func consume(_ bytes: [UInt8]) throws(LineTooLong) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var start = 0
        for index in bytes.indices {
            let byte = bytes[index]
            if byte == 0x0A && lastWasCarriageReturn && start == index {
                start = index + 1
            } else if byte == 0x0A || byte == 0x0D {
                lines.append(try line(endingWith: bytes[start..<index]))
                start = index + 1
            }
            lastWasCarriageReturn = byte == 0x0D
        }
        partial += bytes[start...]
        if partial.count > limit { throw LineTooLong(limit: limit) }
        return lines
    }

    private mutating func line(endingWith end: ArraySlice<UInt8>) throws(LineTooLong) -> ArraySlice<UInt8> {
        guard partial.count + end.count <= limit else { throw LineTooLong(limit: limit) }
        if partial.isEmpty { return end }
        defer { partial = [] }
        return partial[...] + end
    }

    /// What stands after the last line ending; nil when that is nothing.
    package mutating func finish() -> [UInt8]? {
        defer { partial = [] }
        return partial.isEmpty ? nil : partial
    }
}
