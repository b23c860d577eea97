import Posix
import Synchronization

extension Corpus {
    /// Lines end at `\n`; a last line without one counts.
    package func lineCount(of file: CorpusFile) -> Int { withIndex(of: file) { index, _ in index.count } }

    /// Line `number` of a file, counted from 1, without its `\n` or `\r\n`; nil when there is none.
    package func line(_ number: Int, of file: CorpusFile) -> String? { lines(number...number, of: file).first }

    /// The lines of a file from the first to the last of `range`, as far as they exist.
    package func lines(_ range: ClosedRange<Int>, of file: CorpusFile) -> [String] {
        withIndex(of: file) { index, bytes in index.lines(range, in: bytes) }
    }

    /// Only the first call for a file scans all of it.
    private func withIndex<Result>(
        of file: CorpusFile, _ body: (LineIndex, UnsafeRawBufferPointer) -> Result
    ) -> Result {
        text.withBytes { all in
            let bytes = UnsafeRawBufferPointer(rebasing: all[file.range])
            if let known = lineIndices.withLock({ $0[file.range] }) { return body(known, bytes) }
            let index = LineIndex(bytes)
            lineIndices.withLock { $0[file.range] = index }
            return body(index, bytes)
        }
    }
}
