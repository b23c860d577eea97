/// The words on which the answer to a question turns, in their order: two questions mean the same only if these are
/// the same, however alike their vectors are.
///
/// They are: what is quoted; numbers, in digits or words; identifiers, names and whatever else is no plain word; negations;
/// words that set one thing against another (before, after, most, first, all …); where, when, why, who and how; and every
/// word that the passage has too, which may well be what is asked about. What is left, and may differ, are words that
/// the question merely asks with, and words of which the passage has nothing.
enum TellingWords {
    static func list(of question: String, passage: PassageText) -> [String] {
        var words: [String] = []
        var beginsSentence = true
        for span in QuotedSpans.split(question) {
            if span.isQuoted {
                words.append("“\(span.text)”")
                beginsSentence = false
                continue
            }
            for token in span.text.split(whereSeparator: \.isWhitespace) {
                words += telling(token, beginsSentence: beginsSentence, passage)
                beginsSentence = token.last.map { ".?!:".contains($0) } ?? false
            }
        }
        return words
    }

    private static func telling(
        _ token: Substring, beginsSentence: Bool, _ passage: PassageText
    ) -> [String] {
        let word = trimmed(token)
        guard !word.isEmpty else { return [] }
        let plain = word.lowercased().replacing("’", with: "'")
        if plain == "cannot" || plain == "without" { return [plain] }
        if plain.hasSuffix("n't") { return ["not"] + common(String(plain.dropLast(3)), passage) }
        guard isPlain(word, plain, beginsSentence: beginsSentence) else { return [String(word)] }
        return common(plain, passage)
    }

    /// True for a word as a dictionary has it; at the beginning of a sentence it may have a capital, if it is one that
    /// questions are asked with.
    private static func isPlain(_ word: Substring, _ plain: String, beginsSentence: Bool) -> Bool {
        guard plain.allSatisfy({ $0.isLetter || $0 == "'" }) else { return false }
        if word == plain { return true }
        let mayBegin = AskingWords.all.contains(plain) || ContrastWords.all.contains(plain)
        return beginsSentence && mayBegin && word.dropFirst() == plain.dropFirst()
    }

    private static func common(_ word: String, _ passage: PassageText) -> [String] {
        if ContrastWords.all.contains(word) { return [word] }
        if AskingWords.all.contains(word) || word.isEmpty { return [] }
        let stem = stem(word)
        return passage.contains(stem) ? [stem] : []
    }

    /// Without the marks of a sentence around it; calls and paths keep theirs.
    private static func trimmed(_ token: Substring) -> Substring {
        let closing: Set<Character> = [".", ",", ";", ":", "?", "!", "\"", "”", "»", "'", "’"]
        let opening: Set<Character> = ["\"", "“", "«", "'", "‘", "¿", "¡"]
        var word = token.drop { opening.contains($0) }
        while let last = word.last, closing.contains(last) { word.removeLast() }
        guard word.hasPrefix("("), word.hasSuffix(")") || !word.contains(")") else {
            return word.hasSuffix(")") && !word.contains("(") ? word.dropLast() : word
        }
        return word.hasSuffix(")") ? word.dropFirst().dropLast() : word.dropFirst()
    }

    /// What the forms of a word have in common, roughly.
    private static func stem(_ word: String) -> String {
        for ending in ["ings", "ing", "ies", "ied", "ers", "er", "ed", "es", "s", "e", "y"]
        where word.hasSuffix(ending) && word.count - ending.count >= 3 { return String(word.dropLast(ending.count)) }
        return word
    }
}
