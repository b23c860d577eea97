import Glibc
import Posix

/// Where the lines of one file begin: every 64th is kept, the others are found from there.
struct LineIndex: Sendable {
    private static let step = 64
    /// Bytes read at once when lines are looked up.
    private static let piece = 1 << 14

    /// A last line without a newline counts; what follows the last newline, when empty, does not.
    let count: Int
    /// Offsets of lines 1, 65, 129, … from the file's start.
    private let starts: [Int]

    /// Looks through the bytes `range` of `text`.
    init(_ text: SharedMemory, _ range: Range<Int>) {
        var starts: [Int] = []
        var count = 0
        var isStart = true
        text.forEachPiece(of: range) { bytes, offset in
            var place = 0
            while place < bytes.count {
                if isStart {
                    if count % Self.step == 0 { starts.append(offset + place) }
                    count += 1
                }
                let newline = Self.newline(from: place, in: bytes)
                isStart = newline != nil
                place = (newline ?? bytes.count) + 1
            }
            return true
        }
        self.count = count
        self.starts = starts
    }

    /// The lines `range`, counted from 1, that exist, without their `\n` or `\r\n`.
    ///
    /// `text` and `file` are those that the index was made of.
    func lines(_ range: ClosedRange<Int>, in text: SharedMemory, _ file: Range<Int>) -> [String] {
        guard count > 0, range.upperBound >= 1, range.lowerBound <= count else { return [] }
        let wanted = range.clamped(to: 1...count)
        let sample = (wanted.lowerBound - 1) / Self.step
        var number = sample * Self.step + 1
        var lines: [String] = []
        var line: [UInt8] = []
        text.forEachPiece(of: file.lowerBound + starts[sample]..<file.upperBound, size: Self.piece) { bytes, _ in
            var place = 0
            while place < bytes.count {
                let newline = Self.newline(from: place, in: bytes)
                if number >= wanted.lowerBound { line += bytes[place..<(newline ?? bytes.count)] }
                guard let newline else { return true }
                if number >= wanted.lowerBound { lines.append(Self.string(line)) }
                line.removeAll(keepingCapacity: true)
                number += 1
                if number > wanted.upperBound { return false }
                place = newline + 1
            }
            return true
        }
        if lines.count < wanted.count { lines.append(Self.string(line)) }
        return lines
    }

    private static func string(_ line: [UInt8]) -> String {
        String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line[...], as: UTF8.self)
    }

    private static func newline(from start: Int, in bytes: UnsafeRawBufferPointer) -> Int? {
        guard let base = bytes.baseAddress,
            let found = memchr(base + start, Int32(UInt8(ascii: "\n")), bytes.count - start)
        else { return nil }
        return UnsafeRawPointer(found) - base
    }
}
