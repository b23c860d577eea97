/// What to leave out of a corpus, and how large it may be.
package struct CorpusOptions: Sendable, Equatable {
    /// Git pathspecs, for paths as shown or relative to the folder named; empty takes all.
    package var include: [String] = []
    package var exclude: [String] = []
    /// Reads also what ignore rules leave out.
    package var noIgnore = false
    /// Bytes above which a file is skipped unless it was named itself.
    package var maximumFileSize = 64 << 20
    /// Bytes from which on the first text stays in its file, if it can; to copy a smaller one takes no time.
    package var leastShared = 16 << 20
    /// Bytes that the whole text may take; nil for three quarters of the memory that is free.
    package var maximumSize: Int?
    /// A file that a walk through a folder passes by, such as the trace that is being written there.
    package var passedBy: String?
    /// The folder that relative paths start from.
    package var currentFolder = "."
    /// Remembers what was read, for `Corpus.footprint`.
    package var tracksChanges = false
    /// The descriptor of standard input.
    package var standardInput: Int32 = 0

    package init() {}
}
