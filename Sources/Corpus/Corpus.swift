package import Posix

/// The input of a question: many files as one read-only text with a table of where each stands.
///
/// The text is valid UTF-8 in a sealed memory file, so that a worker process can map the same pages. Before each file
/// stands a header line, `===== path =====`; after each file that does not end in a newline, one is added, so that
/// headers always start a line. Bytes that are not valid UTF-8 were decoded as Latin-1 or replaced by U+FFFD.
package final class Corpus: Sendable {
    /// The whole text; its descriptor can be handed to a worker.
    package let text: SharedMemory
    /// In the order of their places in `text`.
    package let files: [CorpusFile]
    package let skipped: [SkippedFile]

    package init(text: SharedMemory, files: [CorpusFile], skipped: [SkippedFile] = []) {
        self.text = text
        self.files = files
        self.skipped = skipped
    }
}
