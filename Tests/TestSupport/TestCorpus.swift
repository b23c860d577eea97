package import Corpus
import Posix

/// A corpus of the given files, in this order.
package func testCorpus(_ files: [(path: String, text: String)]) throws -> Corpus {
    try Corpus(files: files)
}

extension Corpus {
    /// The text of a file.
    package func contents(of file: CorpusFile) -> String {
        text.withBytes(in: file.range) { String(decoding: $0, as: UTF8.self) }
    }

    /// Line `number` of a file; nil when there is none.
    package func line(_ number: Int, of file: CorpusFile) -> String? { lines(number...number, of: file).first }
}
