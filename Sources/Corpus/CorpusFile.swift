/// One file's place in the corpus text.
package struct CorpusFile: Sendable, Equatable {
    /// The path as a model and a citation name it: relative to where the user stands, `/` between parts, unique.
    package let path: String
    /// Byte range of the file's own text (valid UTF-8, without the header line) in `Corpus.text`.
    package let range: Range<Int>

    package init(path: String, range: Range<Int>) {
        self.path = path
        self.range = range
    }
}
