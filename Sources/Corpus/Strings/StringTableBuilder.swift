import CPosix
import Posix

/// Writes the long texts of a corpus at the widths that Python keeps them in.
///
/// The corpus text is read piece by piece and never mapped, so that making the strings takes no memory but theirs.
struct StringTableBuilder: ~Copyable {
    /// Small enough for a piece and its characters to stay in the processor's cache.
    private static let piece = 1 << 17

    private let corpus: Corpus
    private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: piece, alignment: 64)
    private let output = UnsafeMutableRawBufferPointer.allocate(byteCount: 4 * piece, alignment: 64)
    private var entries: [StringTable.Entry] = []

    init(_ corpus: Corpus) {
        self.corpus = corpus
    }

    deinit {
        input.deallocate()
        output.deallocate()
    }

    consuming func build() throws(PosixError) -> StringTable {
        let whole = 0..<corpus.text.count
        guard whole.count >= StringTable.leastBytes else { return StringTable([]) }
        if corpus.characterCount == corpus.text.count {
            addASCII(whole)
            for file in corpus.files { addASCII(file.range) }
            return StringTable(entries)
        }
        return try buildWide()
    }

    private mutating func addASCII(_ range: Range<Int>) {
        guard range.count >= StringTable.leastBytes else { return }
        entries.append(
            StringTable.Entry(range: range, width: .ascii, offset: range.lowerBound, characterCount: range.count))
    }

    /// The text in order, cut where files begin and end.
    private var parts: [Range<Int>] {
        var parts: [Range<Int>] = []
        var end = 0
        for file in corpus.files {
            parts += [end..<file.range.lowerBound, file.range]
            end = file.range.upperBound
        }
        return parts + [end..<corpus.text.count]
    }

    private consuming func buildWide() throws(PosixError) -> StringTable {
        let parts = self.parts
        var widths: [StringWidth] = []
        for part in parts { widths.append(try width(of: part)) }
        let widest = widths.max { $0.rawValue < $1.rawValue } ?? .ascii
        var others: [(range: Range<Int>, width: StringWidth)] = []
        for (part, width) in zip(parts, widths) where isLongFile(part) {
            if width == .ascii { addASCII(part) } else if width != widest { others.append((part, width)) }
        }
        // Without room for it, workers decode what they use.
        let bytes = others.reduce(widest.bytes * corpus.characterCount) { $0 + $1.width.bytes * $1.range.count }
        guard bytes <= MemoryBudget.bytes() else { return StringTable(entries) }

        var writer = try SharedMemoryWriter(name: "strings")
        let files = zip(parts, widths).map { isLongFile($0) && $1 == widest }
        try writeWhole(parts, widest, files, &writer)
        for (range, width) in others {
            try separate(&writer)
            let offset = writer.count
            let count = try write(range, width, &writer)
            entries.append(StringTable.Entry(range: range, width: width, offset: offset, characterCount: count))
        }
        return StringTable(entries, try writer.finish())
    }

    private func isLongFile(_ part: Range<Int>) -> Bool { part.count >= StringTable.leastBytes }

    /// Writes the whole text; the parts marked as `shared` are entries that lie in it.
    private mutating func writeWhole(
        _ parts: [Range<Int>], _ width: StringWidth, _ shared: [Bool], _ writer: inout SharedMemoryWriter
    ) throws(PosixError) {
        for (part, isShared) in zip(parts, shared) {
            let offset = writer.count
            let count = try write(part, width, &writer)
            guard isShared else { continue }
            entries.append(StringTable.Entry(range: part, width: width, offset: offset, characterCount: count))
        }
        entries.append(
            StringTable.Entry(
                range: 0..<corpus.text.count, width: width, offset: 0, characterCount: writer.count / width.bytes))
    }

    /// Ends a string with a zero, which C code may look for behind it, and aligns what comes next.
    private func separate(_ writer: inout SharedMemoryWriter) throws(PosixError) {
        let rest = output[..<(8 - writer.count % StringWidth.fourBytes.bytes)]
        let zeros = UnsafeMutableRawBufferPointer(rebasing: rest)
        zeros.initializeMemory(as: UInt8.self, repeating: 0)
        try writer.append(UnsafeRawBufferPointer(zeros))
    }

    private func width(of range: Range<Int>) throws(PosixError) -> StringWidth {
        var largest: UInt8 = 0
        var offset = range.lowerBound
        while offset < range.upperBound {
            let piece = try read(offset..<range.upperBound)
            largest = max(largest, cposix_largest_byte(piece.baseAddress, piece.count))
            offset += piece.count
        }
        return StringWidth(largestByte: largest)
    }

    /// Appends the characters of `range`; returns how many they are.
    private func write(
        _ range: Range<Int>, _ width: StringWidth, _ writer: inout SharedMemoryWriter
    ) throws(PosixError) -> Int {
        var (offset, characters) = (range.lowerBound, 0)
        while offset < range.upperBound {
            let piece = try read(offset..<range.upperBound)
            let whole = UTF8Text.wholeCharacters(piece)
            let count = cposix_widen(piece.baseAddress, whole, output.baseAddress, Int32(width.bytes))
            try writer.append(UnsafeRawBufferPointer(rebasing: output[..<(count * width.bytes)]))
            (offset, characters) = (offset + whole, characters + count)
        }
        return characters
    }

    /// The first bytes of `range`, as many as a piece holds.
    private func read(_ range: Range<Int>) throws(PosixError) -> UnsafeRawBufferPointer {
        let piece = UnsafeMutableRawBufferPointer(rebasing: input[..<min(input.count, range.count)])
        try corpus.text.read(from: range.lowerBound, into: piece)
        return UnsafeRawBufferPointer(piece)
    }
}
