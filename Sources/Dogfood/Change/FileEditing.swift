/// One file while edits are applied to it.
struct FileEditing {
    private(set) var tiers: [MatchTier] = []
    private(set) var failures: [EditFailure] = []
    /// What becomes of the file; nil while nothing does.
    private(set) var change: FileChange?

    private let path: String
    private let before: [UInt8]?
    private let lines: SourceLines?

    /// - Parameter before: nil when there is no such file.
    init(path: String, before: [UInt8]?) {
        self.path = path
        self.before = before
        lines = before.map { SourceLines($0) }
    }

    mutating func apply(_ edits: [Edit.Kind]) {
        if let before, before.prefix(8000).contains(0) { return fail("it is a binary file, which no edit may change") }
        let isReplacing = edits.allSatisfy { if case .replace = $0 { true } else { false } }
        if edits.count > 1, !isReplacing {
            return fail("it is given as a whole or deleted, so no other edit of it can be there too")
        }
        switch edits.first {
        case .whole(let text)?: replaceAll(by: text)
        case .delete?:
            guard let before else { return fail("there is no such file to delete") }
            change = FileChange(path: path, before: before, after: nil)
        case .replace(let search, let replacement)? where edits.count == 1 && search.isEmpty && (before ?? []).isEmpty:
            replaceAll(by: replacement)
        case .replace?: replaceParts(edits)
        case nil: break
        }
    }

    private mutating func replaceAll(by text: String) {
        if let mark = OmissionMark.first(in: text, before: lines) { return failOmission(mark) }
        var after = Array(text.utf8)
        if let lines, lines.hasCarriageReturns, !after.contains(UInt8(ascii: "\r")) {
            after = SourceLines(after).all.flatMap { $0 + Array("\r\n".utf8) }
        }
        guard after != before else { return fail("the file is already what it is to become") }
        change = FileChange(path: path, before: before, after: after)
    }

    private mutating func replaceParts(_ edits: [Edit.Kind]) {
        guard let before, let lines else { return fail("there is no such file; give a new file as a whole") }
        var matches: [SearchMatch] = []
        for case .replace(let search, let replacement) in edits {
            if let match = match(search, replacement, lines) { matches.append(match) }
        }
        guard failures.isEmpty else { return }
        matches.sort { ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound) }
        for (one, next) in zip(matches, matches.dropFirst()) where overlap(one.range, next.range) {
            return fail("two edits change line \(lines.line(at: next.range.lowerBound) + 1); make one of them")
        }
        var after = before
        for match in matches.reversed() { after.replaceSubrange(match.range, with: match.replacement) }
        guard after != before else { return fail("the edits leave the file as it is") }
        change = FileChange(path: path, before: before, after: after)
    }

    /// Two insertions at one place have no order either.
    private func overlap(_ one: Range<Int>, _ next: Range<Int>) -> Bool {
        next.lowerBound < one.upperBound || one.isEmpty && next.lowerBound == one.lowerBound
    }

    private mutating func match(_ search: String, _ replacement: String, _ lines: SourceLines) -> SearchMatch? {
        if search.isEmpty {
            fail("an empty search says nothing about where in the file; search for the lines beside the place")
        } else if search == replacement {
            fail("search and replacement are the same", at: search)
        } else if let mark = OmissionMark.first(in: replacement, before: lines) {
            failOmission(mark)
        } else {
            switch SearchMatcher(file: lines).find(search, replacement: replacement) {
            case .found(let match):
                tiers.append(match.tier)
                return match
            case .nowhere: failNowhere(search, lines)
            case .several(let places, let tier):
                let shown = places.prefix(8).map(String.init).joined(separator: ", ")
                let nearly = tier == .exact ? "" : " (but for \(tier.rawValue))"
                fail(
                    "the search fits \(places.count) places\(nearly), lines \(shown); search for more lines", at: search
                )
            }
        }
        return nil
    }

    private mutating func failNowhere(_ search: String, _ lines: SourceLines) {
        failures.append(
            EditFailure(
                path: path, reason: "the text to search is not in the file\(Self.quoted(search))",
                nearest: NearestLines.report(search, in: lines)))
    }

    private mutating func failOmission(_ mark: String) {
        let shown = mark.drop(while: \.isWhitespace).prefix(80)
        fail("the line “\(shown)” stands for code that is left out; write all of it")
    }

    private mutating func fail(_ reason: String, at search: String = "") {
        failures.append(EditFailure(path: path, reason: reason + Self.quoted(search)))
    }

    /// The first line of a search that says something, to tell which block is meant.
    private static func quoted(_ search: String) -> String {
        let line = search.split(separator: "\n").first { !$0.allSatisfy(\.isWhitespace) } ?? ""
        return line.isEmpty ? "" : ": “\(line.drop(while: \.isWhitespace).prefix(80))”"
    }
}
