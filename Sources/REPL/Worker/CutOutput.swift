import Glibc
import Posix

/// A stream of which only the head and the tail are kept, so that no amount of output takes memory.
///
/// What is shown of them ends and begins with whole lines, unless a line is longer than half of what is kept.
struct CutOutput {
    private let headLimit: Int
    private let tailLimit: Int
    private var head: [UInt8] = []
    private var headCharacters = 0
    private var tail: [UInt8] = []
    private var characters = 0
    private var lines = 0

    /// - Parameter limit: characters (Unicode scalars) to keep, half from each end.
    init(limit: Int) {
        headLimit = (limit + 1) / 2
        tailLimit = limit / 2
    }

    mutating func append(_ bytes: UnsafeRawBufferPointer) {
        var rest = bytes[...]
        if tail.isEmpty {
            while let byte = rest.first {
                if !Self.continues(byte) {
                    if headCharacters == headLimit { break }
                    headCharacters += 1
                    characters += 1
                } else if head.count > 4 * headLimit {
                    break
                }
                head.append(byte)
                rest = rest.dropFirst()
            }
            lines = Self.lines(head[...])
        }
        characters += CharacterCount.of(UnsafeRawBufferPointer(rebasing: rest))
        lines += Self.lines(UnsafeRawBufferPointer(rebasing: rest))
        tail.append(contentsOf: rest.suffix(keptBytes))
        if tail.count > 4 * keptBytes { tail.removeFirst(tail.count - keptBytes) }
    }

    /// What was kept, with a line in the middle that says how much is missing.
    var text: String {
        var start = tail.count
        var count = 0
        while start > 0 && count < tailLimit {
            start -= 1
            if !Self.continues(tail[start]) { count += 1 }
        }
        guard characters > headCharacters + count else { return String(decoding: head + tail[start...], as: UTF8.self) }
        let beginning = wholeLines(ofHead: head[...])
        let end = wholeLines(ofTail: tail[start...], isWhole: start > 0 && tail[start - 1] == Self.newline)
        let cut = characters - Self.characters(beginning) - Self.characters(end)
        let cutLines = lines - Self.lines(beginning) - Self.lines(end)
        let isBetweenLines = beginning.last == Self.newline || beginning.isEmpty
        let missing = isBetweenLines && cutLines > 0 ? "\(cutLines) lines, \(cut) characters" : "\(cut) characters"
        let note = "[… \(missing) cut; print less at once: a slice, fewer lines …]\n"
        let separator = beginning.last == Self.newline ? "" : "\n"
        return String(decoding: beginning, as: UTF8.self) + separator + note + String(decoding: end, as: UTF8.self)
    }

    /// The head without the beginning of a line at its end, unless that takes more than half of it.
    private func wholeLines(ofHead head: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard let last = head.lastIndex(of: Self.newline), last - head.startIndex >= head.count / 2 else { return head }
        return head[...last]
    }

    /// The tail without the end of a line at its beginning, unless that takes more than half of it.
    private func wholeLines(ofTail tail: ArraySlice<UInt8>, isWhole: Bool) -> ArraySlice<UInt8> {
        if isWhole { return tail }
        guard let first = tail.firstIndex(of: Self.newline), first - tail.startIndex < tail.count / 2 else {
            return tail
        }
        return tail[(first + 1)...]
    }

    /// A character has four bytes at most.
    private var keptBytes: Int { 4 * tailLimit + 4 }

    private static let newline = UInt8(ascii: "\n")

    private static func lines(_ bytes: ArraySlice<UInt8>) -> Int { bytes.withUnsafeBytes { lines($0) } }

    private static func lines(_ bytes: UnsafeRawBufferPointer) -> Int {
        var count = 0
        var rest = bytes
        while let base = rest.baseAddress, let found = memchr(base, Int32(newline), rest.count) {
            count += 1
            rest = UnsafeRawBufferPointer(rebasing: rest[(UnsafeRawPointer(found) - base + 1)...])
        }
        return count
    }

    private static func characters(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.withUnsafeBytes { CharacterCount.of($0) }
    }

    private static func continues(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }
}
