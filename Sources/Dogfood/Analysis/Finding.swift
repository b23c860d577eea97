/// Something that could be better, with where it shows.
package struct Finding: Codable, Sendable, Equatable {
    /// A line of the base commit.
    package struct Place: Codable, Sendable, Equatable, Hashable {
        package var path: String
        /// Counted from 1.
        package var line: Int
        /// What stands there, without the white space around it.
        package var quote: String

        package init(path: String, line: Int, quote: String) {
            self.path = path
            self.line = line
            self.quote = quote
        }
    }

    /// The recipe's name, or the class that a model gives: `misspelling`, `warning`, `dead-code`, `bug`, …
    package var category: String
    /// One line: what is to change and why it is better.
    package var claim: String
    /// At most 8 lines.
    package var rationale: String
    /// Where it shows; each was checked against the base commit.
    package var places: [Place]
    /// The names of declarations that it is about, for remembering rejections.
    package var symbols: [String]
    /// 0 to 1: how much it is worth, for the order.
    package var value: Double

    package init(
        category: String, claim: String, rationale: String, places: [Place], symbols: [String] = [], value: Double
    ) {
        self.category = category
        self.claim = claim
        self.rationale = rationale
        self.places = places
        self.symbols = symbols
        self.value = value
    }
}
