import Corpus

/// Looks up what an answer cites and tells whether it stands there.
///
/// With a quote: the quoted text has to stand within the cited lines, white space aside. Without one: the place has
/// to exist, and a name or a number of the sentence around the citation has to stand within the cited lines.
struct CitationChecker {
    private struct Place: Hashable {
        var path: String
        var line: Int
        var endLine: Int
    }

    let corpus: Corpus

    /// Lines of a range that are looked at; a citation of a whole file is no evidence.
    private static let longestRange = 400
    /// Characters of a line that stand in for a quote when the answer gave none.
    private static let longestQuote = 200

    /// The citations of `answer` in order, each place once.
    func citations(in answer: String) -> [Citation] {
        var citations: [Citation] = []
        var indices: [Place: Int] = [:]
        for mention in CitationParser.mentions(in: answer) {
            guard let citation = check(mention) else { continue }
            let place = Place(path: citation.path, line: citation.line, endLine: citation.endLine)
            if let index = indices[place] {
                if citation.verified { citations[index].verified = true }
            } else {
                indices[place] = citations.count
                citations.append(citation)
            }
        }
        return citations
    }

    /// nil when what looks like a citation names nothing that could be a file: a time, a host and port, a ratio.
    private func check(_ mention: CitationParser.Mention) -> Citation? {
        guard let file = file(of: mention) else {
            guard Self.looksLikePath(mention.path) else { return nil }
            return Citation(
                path: mention.path, line: mention.line, endLine: mention.endLine, quote: mention.quote ?? "",
                verified: false)
        }
        let count = corpus.lineCount(of: file)
        let unverified = Citation(
            path: file.path, line: mention.line, endLine: mention.endLine, quote: mention.quote ?? "", verified: false)
        guard mention.endLine <= count, mention.endLine - mention.line < Self.longestRange else { return unverified }
        let lines = corpus.lines(mention.line...mention.endLine, of: file)
        let verified =
            if let quote = mention.quote { Self.stands(quote, in: lines) } else { Self.supports(mention, lines) }
        return Citation(
            path: file.path, line: mention.line, endLine: mention.endLine,
            quote: mention.quote ?? String((lines.first ?? "").trimmed.prefix(Self.longestQuote)), verified: verified)
    }

    /// The file that is meant, also when its path holds spaces.
    private func file(of mention: CitationParser.Mention) -> CorpusFile? {
        if let file = corpus.file(named: mention.path) { return file }
        var path = mention.path
        for word in mention.before.split(separator: " ", omittingEmptySubsequences: false).reversed().prefix(8)
        where mention.before.last?.isWhitespace == false || !word.isEmpty {
            path = word.drop { "`\"'([*".contains($0) } + " " + path
            if let file = corpus.file(named: path) { return file }
        }
        return nil
    }

    private static func looksLikePath(_ path: String) -> Bool {
        if path.contains("/"), !path.contains("//") { return true }
        guard let dot = path.lastIndex(of: "."), dot != path.startIndex else { return false }
        let ending = path[path.index(after: dot)...]
        return (1...10).contains(ending.count) && ending.contains(where: \.isLetter)
            && ending.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
            && !["com", "org", "net", "io", "local"].contains(ending.lowercased())
    }

    /// True when every part of the quote between ellipses stands in the lines, in order.
    static func stands(_ quote: String, in lines: [String]) -> Bool {
        var text = squeezed(lines.joined(separator: " "))[...]
        let parts = quote.replacing("...", with: "…").split(separator: "…").map { squeezed(String($0)) }
        for part in parts where !part.isEmpty {
            guard let range = text.firstRange(of: part) else { return false }
            text = text[range.upperBound...]
        }
        return parts.contains { !$0.isEmpty }
    }

    private static func supports(_ mention: CitationParser.Mention, _ lines: [String]) -> Bool {
        let text = lines.joined(separator: "\n")
        let words = Set(text.matches(of: /[A-Za-z_][A-Za-z0-9_]{2,}|\d+/).map { String($0.0) })
        let said = (mention.before + " " + mention.after).matches(of: /[A-Za-z_][A-Za-z0-9_]{2,}|\d+/)
        return said.contains { words.contains(String($0.0)) && !commonWords.contains($0.0.lowercased()) }
    }

    private static let commonWords: Set<String> = [
        "the", "and", "for", "are", "this", "that", "with", "from", "not", "but", "has", "have", "was", "will", "when",
        "which", "where", "its", "into", "all", "any", "can", "only", "also", "then", "than", "here", "there", "line",
        "lines", "file", "see", "uses", "used", "use",
    ]

    private static func squeezed(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
