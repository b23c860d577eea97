/// A word that a dictionary of common misspellings knows, with the one spelling that is meant.
struct Misspelling: Sendable, Equatable {
    let range: Range<Int>
    let wrong: String
    let right: String
}
