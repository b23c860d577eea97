/// What Tab offers in a chat: commands at the start, and paths of the input anywhere.
struct ChatCompletion: Sendable {
    /// Paths of the files of the input.
    let paths: [String]

    private static let mostListed = 40

    /// What to insert behind `before`, and what to list when more than one thing fits.
    func offer(for before: String) -> (inserted: String, listed: [String]) {
        if before.hasPrefix("/"), !before.contains(" ") {
            return offer(for: before, among: ChatInstruction.list.map(\.name))
        }
        var word = before.reversed().prefix { !$0.isWhitespace && !"\"'`(".contains($0) }.reversed()[...]
        if word.first == "@" { word = word.dropFirst() }
        guard !word.isEmpty else { return ("", []) }
        return offer(for: String(word), among: candidates(for: String(word)))
    }

    /// Paths that begin so, each only up to its next slash, as shells complete.
    private func candidates(for word: String) -> [String] {
        var found: [String] = []
        var seen: Set<String> = []
        for path in paths where path.hasPrefix(word) {
            let rest = path.dropFirst(word.count)
            let end = rest.firstIndex(of: "/").map { rest.index(after: $0) } ?? rest.endIndex
            let candidate = word + rest[..<end]
            if seen.insert(candidate).inserted { found.append(candidate) }
        }
        // A folder alone in a folder is no choice.
        if found.count == 1, let only = found.first, only != word, only.hasSuffix("/") { return candidates(for: only) }
        return found
    }

    private func offer(for word: String, among candidates: [String]) -> (String, [String]) {
        let fitting = candidates.filter { $0.hasPrefix(word) }
        guard let first = fitting.first else { return ("", []) }
        let common = fitting.dropFirst().reduce(first) { Self.commonPrefix($0, $1) }
        let inserted = String(common.dropFirst(word.count))
        if fitting.count == 1 { return (inserted + (first.hasSuffix("/") ? "" : " "), []) }
        guard inserted.isEmpty else { return (inserted, []) }
        let more = fitting.count > Self.mostListed ? ["… \(fitting.count - Self.mostListed) more"] : []
        return ("", fitting.prefix(Self.mostListed).map { PlainText.oneLine($0) } + more)
    }

    private static func commonPrefix(_ left: String, _ right: String) -> String {
        String(zip(left, right).prefix { $0 == $1 }.map(\.0))
    }

    /// The question with `@path` as `path`, where that is in the input.
    func withoutMarks(_ question: String) -> String {
        guard question.contains("@") else { return question }
        let known = Set(paths)
        let words = question.split(separator: " ", omittingEmptySubsequences: false).map { word -> Substring in
            guard word.hasPrefix("@") else { return word }
            let path = word.dropFirst()
            let bare = path.reversed().drop { ".,;:?!)".contains($0) }.reversed()
            let isKnown = known.contains(String(path)) || known.contains(String(bare))
            let isFolder = paths.contains { $0.hasPrefix(bare.hasSuffix("/") ? String(bare) : String(bare) + "/") }
            return isKnown || isFolder ? path : word
        }
        return words.joined(separator: " ")
    }
}

extension ReversedCollection<ReversedCollection<Substring>.SubSequence> {
    fileprivate func hasSuffix(_ character: Character) -> Bool { last == character }
}
