package import Corpus

/// Looks up what an answer cites and tells whether it stands there.
///
/// With a quote, the quoted text has to stand within the cited lines, white space aside. Without one, or with a single
/// name for a quote, the place has to exist, and the words around the citation have to fit what stands there: a name
/// or number, or else two words, have to occur in both.
package struct CitationChecker {
    /// A citation, and what is wrong with it in words for a model; nil when it holds.
    struct Finding: Equatable {
        var citation: Citation
        var problem: String?
    }

    let corpus: Corpus

    package init(corpus: Corpus) { self.corpus = corpus }

    /// Lines of a range that are looked at; a citation of a whole file is no evidence.
    private static let longestRange = 400
    /// Citations of one answer that are checked.
    private static let mostCitations = 20_000
    /// Problems of one answer for which the quote is looked for elsewhere in its file, and the lines on either side.
    private static let mostSearches = 20
    private static let reach = 2_000

    /// The citations of `answer` in order, each place and quote once.
    func citations(in answer: String) -> [Citation] { findings(in: answer).map(\.citation) }

    /// What is wrong with citations of `answer`, of those that do not hold.
    package func problems(in answer: String) -> [Citation: String] {
        findings(in: answer).reduce(into: [:]) { $0[$1.citation] = $1.problem }
    }

    /// The citations of `answer` with their problems.
    func findings(in answer: String) -> [Finding] {
        var findings: [Finding] = []
        var seen: Set<String> = []
        var problems = 0
        for mention in CitationParser.mentions(in: answer).prefix(Self.mostCitations) {
            let reach = problems < Self.mostSearches ? Self.reach : 0
            guard let finding = check(mention, reach: reach) else { continue }
            if finding.problem != nil { problems += 1 }
            let citation = finding.citation
            let key = "\(citation.path):\(citation.line)-\(citation.endLine) \(citation.quote)"
            if seen.insert(key).inserted { findings.append(finding) }
        }
        return findings
    }

    /// nil when what looks like a citation names nothing that could be a file: a time, a host and port, a ratio.
    private func check(_ mention: CitationParser.Mention, reach: Int) -> Finding? {
        let files = files(of: mention)
        guard let file = files.first else {
            guard Self.looksLikePath(mention.path) || mention.path == "context" else { return nil }
            return finding(mention, path: mention.path, problem: "there is no such file in the input")
        }
        if files.count > 1 {
            // Several files end so: the one that holds the quote is meant.
            let fitting = files.filter { problem(of: mention, in: $0, reach: 0) == nil }
            guard mention.quote != nil, let only = fitting.first, fitting.count == 1 else {
                let names = files.prefix(3).map(\.path).joined(separator: " or ")
                return finding(mention, path: mention.path, problem: "several files end so: write \(names)")
            }
            return finding(mention, path: only.path, problem: nil)
        }
        var mention = mention
        let wrong = problem(of: mention, in: file, reach: reach)
        // A name that is about the place and does not stand there is no quote of it.
        if wrong == nil, let quote = mention.quote, !stands(quote, at: mention, in: file) { mention.quote = nil }
        return finding(mention, path: file.path, problem: wrong)
    }

    private func stands(_ quote: String, at mention: CitationParser.Mention, in file: CorpusFile) -> Bool {
        Self.stands(quote, in: corpus.lines(mention.line...mention.endLine, of: file))
    }

    private func finding(_ mention: CitationParser.Mention, path: String, problem: String?) -> Finding {
        let citation = Citation(
            path: path, line: mention.line, endLine: mention.endLine, quote: mention.quote ?? "",
            verified: problem == nil)
        return Finding(citation: citation, problem: problem)
    }

    private func problem(of mention: CitationParser.Mention, in file: CorpusFile, reach: Int) -> String? {
        let count = corpus.lineCount(of: file)
        guard mention.endLine <= count else { return "the file has \(count) lines" }
        guard mention.endLine - mention.line < Self.longestRange else { return "name fewer lines" }
        let lines = corpus.lines(mention.line...mention.endLine, of: file)
        if let quote = mention.quote, Self.stands(quote, in: lines) { return nil }
        let isStrict = mention.quote.map { !Self.isName($0) } ?? false
        if !isStrict, Self.supports(mention, lines) { return nil }
        if let quote = mention.quote { return mismatch(quote, mention, file, lines, reach: reach) }
        return "line \(mention.line) reads `\(Self.shown(lines.first ?? ""))`, which does not show it; quote what does"
    }

    /// Where the quote stands instead, or what stands at the cited place.
    private func mismatch(
        _ quote: String, _ mention: CitationParser.Mention, _ file: CorpusFile, _ lines: [String], reach: Int
    ) -> String {
        let last = min(corpus.lineCount(of: file), mention.endLine + reach)
        let first = max(1, mention.line - reach)
        let nearby = corpus.lines(first...last, of: file)
        if let offset = nearby.firstIndex(where: { Self.stands(quote, in: [$0]) }) {
            return "the quote stands at line \(first + offset)"
        }
        return "the quote is not there; line \(mention.line) reads `\(Self.shown(lines.first ?? ""))`"
    }

    /// The files that may be meant: one by its path, also when that holds spaces, or all that end so.
    private func files(of mention: CitationParser.Mention) -> [CorpusFile] {
        if let file = corpus.file(named: mention.path) { return [file] }
        var path = mention.path
        for word in mention.before.split(separator: " ", omittingEmptySubsequences: false).reversed().prefix(8)
        where !word.isEmpty {
            path = word.drop { "`\"'([*".contains($0) } + " " + path
            if let file = corpus.file(named: path) { return [file] }
        }
        return corpus.files(endingIn: mention.path)
    }

    private static func looksLikePath(_ path: String) -> Bool {
        if path.contains("/"), !path.contains("//") { return true }
        guard let dot = path.lastIndex(of: "."), dot != path.startIndex else { return false }
        let ending = path[path.index(after: dot)...]
        return (1...10).contains(ending.count) && ending.contains(where: \.isLetter)
            && ending.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
            && !["com", "org", "net", "io", "local"].contains(ending.lowercased())
    }

    /// True when every part of the quote between ellipses stands in the lines, in order; a part of mere punctuation
    /// after an ellipsis, as in `if (x) { … }`, may stand further down.
    static func stands(_ quote: String, in lines: [String]) -> Bool {
        var text = squeezed(lines.joined(separator: " "))[...]
        let parts = quote.replacing("...", with: "…").split(separator: "…").map { squeezed(String($0)) }
        for (index, part) in parts.enumerated() where !part.isEmpty {
            if index > 0, !part.contains(where: { $0.isLetter || $0.isNumber }) { continue }
            guard let range = text.firstRange(of: part) else { return false }
            text = text[range.upperBound...]
        }
        return parts.contains { !$0.isEmpty }
    }

    private static func supports(_ mention: CitationParser.Mention, _ lines: [String]) -> Bool {
        let there = words(of: lines.joined(separator: "\n"))
        let said = mention.before + " " + mention.after
        let shared = words(of: said).intersection(there)
        let quoted = said.matches(of: /`([^`]+)`/).map { String($0.1) }
        let named = quoted.reduce(into: Set<String>()) { $0.formUnion(words(of: $1)) }
        return shared.contains(where: isDistinctive) || shared.count >= 2 || !named.isDisjoint(with: there)
            || quoted.contains { isName($0) && $0.count < 3 && stands(word: $0, in: lines) }
    }

    /// For names too short to count as words.
    private static func stands(word: String, in lines: [String]) -> Bool {
        lines.contains { $0.matches(of: /\w+/).contains { $0.0 == word } }
    }

    private static func words(of text: String) -> Set<String> {
        Set(text.matches(of: /[A-Za-z_][A-Za-z0-9_]{2,}|\d+/).map { String($0.0) })
            .subtracting(commonWords)
    }

    /// True for a name with an underscore, a digit or a capital inside, and for numbers.
    private static func isDistinctive(_ word: String) -> Bool {
        word.contains("_") || word.contains(where: \.isNumber) || word.dropFirst().contains(where: \.isUppercase)
    }

    /// True for one name, with or without dots and parentheses, which may be about the place and not from it.
    private static func isName(_ quote: String) -> Bool {
        quote.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_.:]*(?:\(\))?/) != nil
    }

    private static let commonWords: Set<String> = [
        "the", "and", "for", "are", "this", "that", "with", "from", "not", "but", "has", "have", "was", "will", "when",
        "which", "where", "its", "into", "all", "any", "can", "only", "also", "then", "than", "here", "there", "line",
        "lines", "file", "see", "uses", "used", "use", "function", "class", "defined", "method",
    ]

    private static func shown(_ line: String) -> String { String(line.trimmed.prefix(120)) }

    private static func squeezed(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
