/// Answers a plain call by extraction: the lines or sentences of the passage that fit the instruction, word for word.
struct PassageReader {
    /// Characters of an answer, so that many answers still fit a parent's prompt.
    private static let longestAnswer = 4_000
    private static let mostLines = 12

    private let instruction: String
    private let lines: [Substring]

    init(_ messages: [Message]) {
        let prompt = messages.last { $0.role == .user }?.text ?? ""
        (instruction, lines) = Self.split(prompt)
    }

    /// The instruction is the first paragraph, or the last when only that one asks; the passage is the rest.
    private static func split(_ prompt: String) -> (String, [Substring]) {
        let lines = prompt.split(separator: "\n", omittingEmptySubsequences: false)
        guard let first = lines.firstIndex(where: { !$0.allSatisfy(\.isWhitespace) }) else { return ("", []) }
        let blank = lines[first...].firstIndex { $0.allSatisfy(\.isWhitespace) } ?? lines.endIndex
        guard blank < lines.endIndex else {
            // One paragraph: a long one is instruction and passage on consecutive lines.
            return (String(lines[first]), Array(lines[(first + 1)...]))
        }
        let opening = lines[first..<blank].joined(separator: " ")
        let last = lines.lastIndex { !$0.allSatisfy(\.isWhitespace) } ?? first
        if !asks(opening), asks(String(lines[last])), lines[last].count < 600 {
            return (String(lines[last]), Array(lines[first..<last]))
        }
        return (
            opening.count <= 1_500 ? opening : String(lines[first]),
            Array(lines[(opening.count <= 1_500 ? blank : first + 1)...])
        )
    }

    private static func asks(_ text: String) -> Bool {
        let start = text.lowercased()
        return text.contains("?")
            || [
                "what", "which", "where", "who", "how", "list", "find", "summar", "extract", "describe", "explain",
                "identify",
                "question", "task", "instruction", "tell", "give", "return", "answer", "count", "classify", "does",
                "is ",
            ].contains { start.hasPrefix($0) || start.contains("\n" + $0) }
    }

    func answer() -> String {
        guard !lines.isEmpty else {
            return "There is no passage to read. (The built-in rules copy from a given text; they know nothing else.)"
        }
        let words = Self.words(of: instruction)
        let wantsSummary = instruction.lowercased().contains(/summar|overview|main points|what is this|tl;?dr|describe/)
        let scored = lines.enumerated().compactMap { index, line -> (index: Int, score: Double)? in
            let score = score(String(line), words)
            return score > 0 ? (index, score) : nil
        }
        var best = scored.sorted { ($1.score, $0.index) < ($0.score, $1.index) }.prefix(Self.mostLines).map(\.index)
            .sorted()
        if best.isEmpty {
            guard wantsSummary else { return "The text does not say: none of its lines has the words of the question." }
            best = Array(lines.indices.filter { lines[$0].count > 30 }.prefix(Self.mostLines))
        }
        var answer = ""
        for index in best {
            let line = BuiltinConversation.trimmed(lines[index])
            if answer.count + line.count > Self.longestAnswer { break }
            answer += (answer.isEmpty ? "" : "\n") + line
        }
        return answer.isEmpty ? "The text does not say." : answer
    }

    private func score(_ line: String, _ words: Set<String>) -> Double {
        let found = Self.words(of: line)
        guard !found.isEmpty else { return 0 }
        let common = Double(found.intersection(words).count)
        guard common > 0 else { return 0 }
        return common + 0.5 * common / Double(found.count).squareRoot() + (Self.isDefinition(line) ? 0.3 : 0)
    }

    private static func isDefinition(_ line: String) -> Bool {
        line.contains(/\b(def|func|fn|function|class|struct|enum|protocol|trait|interface|type)\s+\w/)
    }

    /// The stems of a text's words and identifier parts, without those that say nothing.
    static func words(of text: String) -> Set<String> {
        var words: Set<String> = []
        var word = ""
        var previous: Character = " "
        func end() {
            let lowered = word.lowercased()
            if lowered.count > 1, !stopWords.contains(lowered) { words.insert(stem(lowered)) }
            word = ""
        }
        for character in text {
            if !character.isLetter, !character.isNumber {
                end()
            } else {
                if character.isUppercase, previous.isLowercase { end() }
                word.append(character)
            }
            previous = character
        }
        end()
        return words
    }

    private static func stem(_ word: String) -> String {
        for ending in ["ations", "ation", "ings", "ing", "ions", "ion", "ies", "ers", "er", "ed", "es", "s", "e", "y"]
        where word.hasSuffix(ending) && word.count - ending.count >= 3 {
            return String(word.dropLast(ending.count))
        }
        return word
    }

    private static let stopWords: Set<String> = [
        "the", "an", "and", "are", "as", "at", "be", "by", "for", "from", "in", "is", "it", "its", "of", "on", "or",
        "that",
        "this", "to", "was", "were", "with", "what", "which", "who", "where", "when", "how", "why", "does", "do", "did",
        "list",
        "find", "all", "any", "each", "every", "following", "text", "passage", "answer", "question", "give", "tell",
        "me",
        "there", "these", "those", "you", "your", "if", "not", "no", "has", "have", "can", "will", "line", "lines",
        "path",
    ]
}
