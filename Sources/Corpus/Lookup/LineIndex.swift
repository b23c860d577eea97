import Glibc

/// Where the lines of one file begin: every 64th is kept, the others are found from there.
struct LineIndex: Sendable {
    private static let step = 64

    /// A last line without a newline counts; what follows the last newline, when empty, does not.
    let count: Int
    /// Offsets of lines 1, 65, 129, … from the file's start.
    private let starts: [Int]
    private let size: Int

    init(_ bytes: UnsafeRawBufferPointer) {
        var starts: [Int] = []
        var count = 0
        var offset = 0
        while offset < bytes.count {
            if count % Self.step == 0 { starts.append(offset) }
            count += 1
            offset = Self.end(of: offset, in: bytes) + 1
        }
        self.count = count
        self.starts = starts
        size = bytes.count
    }

    /// The lines `range`, counted from 1, that exist, without their `\n` or `\r\n`.
    func lines(_ range: ClosedRange<Int>, in bytes: UnsafeRawBufferPointer) -> [String] {
        precondition(bytes.count == size)
        guard count > 0, range.upperBound >= 1, range.lowerBound <= count else { return [] }
        let wanted = range.clamped(to: 1...count)
        let sample = (wanted.lowerBound - 1) / Self.step
        var offset = starts[sample]
        for _ in sample * Self.step + 1..<wanted.lowerBound { offset = Self.end(of: offset, in: bytes) + 1 }
        return wanted.map { _ in
            let end = Self.end(of: offset, in: bytes)
            let hasReturn = end > offset && bytes[end - 1] == UInt8(ascii: "\r")
            defer { offset = end + 1 }
            return String(decoding: bytes[offset..<(hasReturn ? end - 1 : end)], as: UTF8.self)
        }
    }

    /// The offset of the newline that ends the line at `start`, or of the end of the text.
    private static func end(of start: Int, in bytes: UnsafeRawBufferPointer) -> Int {
        guard let base = bytes.baseAddress,
            let found = memchr(base + start, Int32(UInt8(ascii: "\n")), bytes.count - start)
        else { return bytes.count }
        return UnsafeRawPointer(found) - base
    }
}
