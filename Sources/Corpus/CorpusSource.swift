/// Something to read, as a user names it.
package enum CorpusSource: Sendable, Equatable {
    /// A file or a folder. A file named here is read also when ignored, left out by patterns, or large; so is a pipe.
    case path(String)
    /// A text that is in memory, in place of what stands at `path`, if anything does.
    case text(path: String, text: String)
    /// Standard input, to its end.
    case standardInput
    /// A revision or a range, read from the repository that `path` lies in, as far as it concerns `path`.
    ///
    /// A revision gives its files. A range gives each commit as `commits/1a2b3c4.patch` (author, date, message, lines
    /// changed, patch; newest first, none before its children), then the files it changes as they are at its end.
    case git(revision: String, path: String)
}
