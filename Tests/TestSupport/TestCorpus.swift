package import Corpus

/// A corpus of the given files, in this order.
package func testCorpus(_ files: [(path: String, text: String)]) throws -> Corpus {
    Corpus(files: files.map { ($0.path, $0.text) })
}
