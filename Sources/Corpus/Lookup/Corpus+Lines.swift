import Posix
import Synchronization

extension Corpus {
    /// Lines end at `\n`; a last line without one counts.
    package func lineCount(of file: CorpusFile) -> Int { index(of: file).count }

    /// The lines of a file from the first to the last of `range`, as far as they exist, counted
    /// from 1 and without their `\n` or `\r\n`.
    package func lines(_ range: ClosedRange<Int>, of file: CorpusFile) -> [String] {
        index(of: file).lines(range, in: text, file.range)
    }

    /// Only the first call for a file reads all of it.
    private func index(of file: CorpusFile) -> LineIndex {
        if let known = lineIndices.withLock({ $0[file.range] }) { return known }
        let index = LineIndex(text, file.range)
        lineIndices.withLock { $0[file.range] = index }
        return index
    }
}
