/// A text cut into what stands in quotation marks and what does not.
enum QuotedSpans {
    struct Span: Equatable {
        var text: Substring
        var isQuoted: Bool
    }

    private static let ends: [Character: Character] = ["`": "`", "\"": "\"", "“": "”", "«": "»", "‘": "’", "'": "'"]

    static func split(_ text: String) -> [Span] {
        var spans: [Span] = []
        var rest = text[...]
        var plainStart = rest.startIndex
        var place = rest.startIndex
        while place < text.endIndex {
            guard let close = closing(of: place, in: text) else {
                place = text.index(after: place)
                continue
            }
            spans.append(Span(text: text[plainStart..<place], isQuoted: false))
            spans.append(Span(text: text[text.index(after: place)..<close], isQuoted: true))
            place = text.index(after: close)
            plainStart = place
        }
        rest = text[plainStart...]
        return (spans + [Span(text: rest, isQuoted: false)]).filter { !$0.text.isEmpty }
    }

    /// Where the quotation ends that begins at `place`; nil when none does. An apostrophe within a word is none.
    private static func closing(of place: String.Index, in text: String) -> String.Index? {
        let mark = text[place]
        guard let end = ends[mark] else { return nil }
        let isSingle = mark == "'" || mark == "‘"
        if isSingle, place > text.startIndex, isWord(text[text.index(before: place)]) { return nil }
        var next = text.index(after: place)
        while next < text.endIndex {
            let after = text.index(after: next)
            let endsWord = !isSingle || after == text.endIndex || !isWord(text[after])
            if text[next] == end, endsWord { return next > text.index(after: place) ? next : nil }
            next = after
        }
        return nil
    }

    private static func isWord(_ character: Character) -> Bool { character.isLetter || character.isNumber }
}
