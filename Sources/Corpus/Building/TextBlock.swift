import Glibc

/// Headers and texts of a few small files as they will stand in the corpus, in private memory.
struct TextBlock: ~Copyable {
    struct Entry {
        let path: String
        /// Of the text, in the block.
        let range: Range<Int>
        let characters: Int
        let endsInNewline: Bool
    }

    /// What adding a file came to.
    enum Addition: Equatable {
        case added
        /// The bytes are no text.
        case binary
    }

    /// Files up to this size go into blocks.
    static let largestText = 1 << 20
    private static let capacity = 8 << 20

    private let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity, alignment: 64)
    private(set) var count = 0
    private(set) var entries: [Entry] = []

    deinit { memory.deallocate() }

    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: memory[..<count]) }

    /// True when another text might not fit, whatever it decodes to.
    func isFull(before path: String) -> Bool {
        memory.count - count < 3 * Self.largestText + path.utf8.count + 64
    }

    mutating func removeAll() {
        count = 0
        entries.removeAll(keepingCapacity: true)
    }

    /// The place where the raw text of `path` may be put, behind the room for its header; `add` then takes it in.
    func place(for path: String) -> UnsafeMutableRawBufferPointer {
        let start = count + CorpusWriter.header(path).count
        return UnsafeMutableRawBufferPointer(rebasing: memory[start..<start + Self.largestText + 1])
    }

    /// Memory for the pieces of a large text, free while the block is empty.
    var scratch: UnsafeMutableRawBufferPointer {
        precondition(count == 0)
        return UnsafeMutableRawBufferPointer(rebasing: memory[..<Self.largestText])
    }

    /// Takes in a text whose `size` raw bytes lie at `place(for: path)`.
    mutating func add(_ path: String, size: Int) -> Addition {
        let header = CorpusWriter.header(path)
        let start = count + header.count
        let raw = UnsafeRawBufferPointer(rebasing: memory[start..<start + size])
        guard let survey = TextSurvey(raw) else { return .binary }
        if survey.encoding != .utf8 || survey.markLength > 0 {
            let copy = [UInt8](raw)
            let output = UnsafeMutableRawBufferPointer(rebasing: memory[start..<start + survey.outputCount])
            copy.withUnsafeBytes { TextDecoder.decode($0, survey, into: output) }
        }
        memory[count..<start].copyBytes(from: header)
        let end = start + survey.outputCount
        let endsInNewline = end > start && memory[end - 1] == UInt8(ascii: "\n")
        entries.append(
            Entry(path: path, range: start..<end, characters: survey.characterCount, endsInNewline: endsInNewline))
        count = end
        if end > start, !endsInNewline {
            memory[end] = UInt8(ascii: "\n")
            count += 1
        }
        return .added
    }
}
