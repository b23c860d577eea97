package import Posix
import Synchronization

/// The input of a question: many files as one read-only text with a table of where each stands.
///
/// The text is valid UTF-8 in a sealed memory file, so that a worker process can map the same pages; most of a large
/// file that comes first may stay in the file itself, which is then to be left alone. Before each file
/// stands a header line, `===== path =====`; after each file that does not end in a newline, one is added, so that
/// headers always start a line. A file's own text may hold lines that look like headers: only the table tells where
/// files begin and end. `TextDecoder` tells how bytes that are not UTF-8 were decoded.
package final class Corpus: Sendable {
    /// The whole text; its descriptor can be handed to a worker.
    package let text: SharedMemory
    /// In the order of their places in `text`.
    package let files: [CorpusFile]
    package let skipped: [SkippedFile]
    /// Sentences on how the input was read that a user should know, such as a repository whose rules were not used.
    package let notices: [String]
    /// Characters (Unicode scalars, as Python counts them) in the whole text.
    package let characterCount: Int
    /// What it was read from; nil when nobody asked for it, or it changed while it was read.
    package let footprint: CorpusFootprint?
    /// Made when first asked for.
    let lookup = Mutex<FileLookup?>(nil)
    let table = Mutex<StringTable?>(nil)
    let endings = Mutex<[(name: String, count: Int)]?>(nil)
    let lineIndices = Mutex<[Range<Int>: LineIndex]>([:])

    package init(
        text: SharedMemory, files: [CorpusFile], skipped: [SkippedFile] = [], notices: [String] = [],
        characterCount: Int? = nil, footprint: CorpusFootprint? = nil
    ) {
        self.footprint = footprint
        self.text = text
        self.files = files
        self.skipped = skipped
        self.notices = notices
        self.characterCount = characterCount ?? text.withBytes { CharacterCount.of($0) }
    }

    /// The same, of which is known what it was read from.
    func with(_ footprint: CorpusFootprint) -> Corpus {
        Corpus(
            text: text, files: files, skipped: skipped, notices: notices, characterCount: characterCount,
            footprint: footprint)
    }

    /// The path of a file that was to stay as it was and has been changed since; nil when there is none.
    package var changedFile: String? { text.filePart?.hasChanged == true ? files.first?.path : nil }
}
