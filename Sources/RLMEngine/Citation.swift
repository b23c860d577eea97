/// A place in the corpus that an answer names, checked against the corpus.
package struct Citation: Sendable, Hashable, Codable {
    package var path: String
    /// First and last line, counted from 1.
    package var line: Int
    package var endLine: Int
    /// The text the answer quotes; empty when it quotes none.
    package var quote: String
    /// True when the place exists and what the answer says of it was found there.
    package var verified: Bool

    package init(path: String, line: Int, endLine: Int, quote: String, verified: Bool) {
        self.path = path
        self.line = line
        self.endLine = endLine
        self.quote = quote
        self.verified = verified
    }
}
