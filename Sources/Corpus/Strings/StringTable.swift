package import Posix
import Synchronization

/// Where Python finds the long texts of a corpus, laid out as it keeps strings: each character in one, two or four bytes.
///
/// ASCII stands so in the corpus text already. Anything else is written once more, for all workers to share, at the
/// width that its widest character needs: Python takes no other.
package struct StringTable: Sendable {
    /// One text: the whole corpus, or a file.
    package struct Entry: Sendable, Equatable {
        /// Bytes in the corpus text.
        package let range: Range<Int>
        package let width: StringWidth
        /// The byte where its characters begin: in the corpus text for ASCII, else in `memory`.
        package let offset: Int
        package let characterCount: Int
    }

    /// Bytes from which on a text is worth an entry.
    package static let leastBytes = 1 << 16

    package let entries: [Entry]
    /// Sealed; nil when no long text needs it.
    package let memory: SharedMemory?

    /// Has workers decode all texts.
    package static let none = StringTable([])

    init(_ entries: [Entry], _ memory: SharedMemory? = nil) {
        self.entries = entries
        self.memory = memory
    }
}

extension Corpus {
    /// True when making the string table means writing strings.
    package var hasWideStrings: Bool { text.count >= StringTable.leastBytes && characterCount != text.count }

    /// Where Python finds the long texts; made when first asked for.
    /// - Throws: when the system gives no memory for it.
    package func stringTable() throws(PosixError) -> StringTable {
        try table.withLock { (table) throws(PosixError) in
            if let known = table { return known }
            let made = try StringTableBuilder(self).build()
            table = made
            return made
        }
    }
}
