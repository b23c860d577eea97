import Posix

/// A stream of which only the head and the tail are kept, so that no amount of output takes memory.
struct CutOutput {
    private let headLimit: Int
    private let tailLimit: Int
    private var head: [UInt8] = []
    private var headCharacters = 0
    private var tail: [UInt8] = []
    private var characters = 0

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
        }
        characters += CharacterCount.of(UnsafeRawBufferPointer(rebasing: rest))
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
        let cut = characters - headCharacters - count
        let beginning = String(decoding: head, as: UTF8.self)
        let end = String(decoding: tail[start...], as: UTF8.self)
        return cut > 0 ? "\(beginning)\n[… \(cut) characters cut …]\n\(end)" : beginning + end
    }

    /// A character has four bytes at most.
    private var keptBytes: Int { 4 * tailLimit + 4 }

    private static func continues(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }
}
