package import Corpus

/// A corpus of the given files, in this order.
package func testCorpus(_ files: [(path: String, text: String)]) throws -> Corpus {
    try Corpus(files: files)
}
