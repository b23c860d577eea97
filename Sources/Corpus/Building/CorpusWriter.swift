import Posix

/// The corpus text while it is written, one file after another, with the table that grows with it.
struct CorpusWriter: ~Copyable {
    private var memory: SharedMemoryWriter
    private let limit: Int
    private(set) var files: [CorpusFile] = []
    private(set) var characterCount = 0
    /// The file being written: where its header begins, its path, and where its text begins.
    private var open: (header: Int, path: String, start: Int)?

    /// - Parameter limit: bytes the text may take.
    init(limit: Int = .max) throws(CorpusError) {
        self.limit = limit
        do throws(PosixError) { memory = try SharedMemoryWriter(name: "corpus") } catch { throw .memory(error) }
    }

    /// The line that stands before the text of the file at `path`.
    static func header(_ path: String) -> [UInt8] { Array("===== \(path) =====\n".utf8) }

    /// Writes the header of a file; its text comes with `append`.
    mutating func begin(_ path: String) throws(CorpusError) {
        precondition(open == nil)
        let header = memory.count
        try write(Self.header(path))
        open = (header, path, memory.count)
    }

    mutating func append(_ bytes: UnsafeRawBufferPointer) throws(CorpusError) {
        guard memory.count + bytes.count <= limit else { throw .tooLarge(limit: limit) }
        do throws(PosixError) { try memory.append(bytes) } catch { throw .memory(error) }
    }

    /// True while nothing has been written.
    var isEmpty: Bool { memory.count == 0 }

    /// Adds a file whose text stays where it is, but for what follows its last whole page.
    mutating func append(_ path: String, sharing text: SharedText) throws(CorpusError) {
        precondition(isEmpty)
        let header = Self.header(path)
        let shared: Int
        do throws(PosixError) {
            shared = try memory.append(header, sharing: text.file, size: text.size, stamp: text.stamp)
        } catch {
            throw .memory(error)
        }
        guard let rest = text.bytes(from: shared), let last = text.bytes(from: text.size - 1)?.last else {
            throw .unreadable(path, reason: "it was changed while it was read")
        }
        try write(rest)
        open = (0, path, header.count)
        try end(characters: text.characters, endsInNewline: last == UInt8(ascii: "\n"))
    }

    /// Bytes of the open file so far.
    var openCount: Int { open.map { memory.count - $0.start } ?? 0 }

    /// Lends the text of the open file, with `room` more bytes, to be changed; `body` returns its new size.
    mutating func rewrite(
        room: Int, _ body: (UnsafeMutableRawBufferPointer) -> Int
    ) throws(CorpusError) {
        guard let open else { preconditionFailure("no file is open") }
        guard memory.count + room <= limit else { throw .tooLarge(limit: limit) }
        do throws(PosixError) { try memory.rewrite(from: open.start, room: room, body) } catch { throw .memory(error) }
    }

    /// Ends the open file.
    mutating func end(characters: Int, endsInNewline: Bool) throws(CorpusError) {
        guard let open else { preconditionFailure("no file is open") }
        let range = open.start..<memory.count
        if !range.isEmpty, !endsInNewline { try write([UInt8(ascii: "\n")]) }
        add(open.path, range, characters: characters, endsInNewline: endsInNewline)
        self.open = nil
    }

    /// Takes back the open file.
    mutating func abandon() {
        guard let open else { preconditionFailure("no file is open") }
        memory.truncate(to: open.header)
        self.open = nil
    }

    /// Adds a block that holds headers and texts already, as a table of places relative to its start.
    mutating func append(_ block: borrowing TextBlock) throws(CorpusError) {
        let base = memory.count
        try append(block.bytes)
        for entry in block.entries {
            let range = base + entry.range.lowerBound..<base + entry.range.upperBound
            add(entry.path, range, characters: entry.characters, endsInNewline: entry.endsInNewline)
        }
    }

    private mutating func add(_ path: String, _ range: Range<Int>, characters: Int, endsInNewline: Bool) {
        files.append(CorpusFile(path: path, range: range))
        characterCount += path.unicodeScalars.count + 13 + characters + (range.isEmpty || endsInNewline ? 0 : 1)
    }

    private mutating func write(_ bytes: [UInt8]) throws(CorpusError) {
        var failure: CorpusError?
        bytes.withUnsafeBytes { bytes in
            do throws(CorpusError) { try append(bytes) } catch { failure = error }
        }
        if let failure { throw failure }
    }

    /// Seals the text.
    consuming func finish() throws(CorpusError) -> SharedMemory {
        do throws(PosixError) { return try memory.finish() } catch { throw .memory(error) }
    }
}
