/// Splits a question into words and recognises what is code.
struct QuestionScanner {
    private let characters: [Character]

    init(_ text: String) {
        characters = Array(text)
    }

    func words() -> [Question.Word] {
        var words: [Question.Word] = []
        var index = 0
        while index < characters.count {
            let character = characters[index]
            if character.isWhitespace {
                index += 1
            } else if let closing = closingQuote(at: index), let end = end(of: closing, from: index + 1) {
                let inner = String(characters[(index + 1)..<end])
                if !inner.isEmpty { words += Self.quotation(inner, isCode: character == "`") }
                index = end + 1
            } else {
                let end =
                    characters[index...].firstIndex { $0.isWhitespace || $0 == "`" || $0 == "\u{201C}" }
                    ?? characters.count
                let stop = max(end, index + 1)
                let isFirst = words.isEmpty || endsSentence(before: index)
                if let word = Self.bare(String(characters[index..<stop]), isFirst: isFirst) { words.append(word) }
                index = stop
            }
        }
        return words
    }

    /// The mark that closes a quotation opened at `index`; nil when none is opened there.
    private func closingQuote(at index: Int) -> Character? {
        switch characters[index] {
        case "`": "`"
        case "\"": "\""
        case "\u{201C}": "\u{201D}"
        case "'" where index == 0 || characters[index - 1].isWhitespace || characters[index - 1] == "(": "'"
        case "\u{2018}": "\u{2019}"
        default: nil
        }
    }

    private func end(of closing: Character, from start: Int) -> Int? {
        guard start < characters.count else { return nil }
        return characters[start...].indices.first { place in
            characters[place] == closing
                && (closing != "'" || place + 1 == characters.count || !characters[place + 1].isLetter)
        }
    }

    private func endsSentence(before index: Int) -> Bool {
        characters[..<index].last { !$0.isWhitespace }.map { "?!.:;".contains($0) } ?? true
    }

    /// A quotation's words: a keyword and the name that it declares are two, as in `struct redisCommand`.
    private static func quotation(_ text: String, isCode: Bool) -> [Question.Word] {
        let parts = text.split(separator: " ").map(String.init)
        guard parts.count == 2, let keyword = QuestionWords.keywords[parts[0].lowercased()],
            case .name(let name) = quoted(parts[1], isCode: true)
        else { return [quoted(text, isCode: isCode)] }
        return [.plain(keyword), .name(name)]
    }

    private static func quoted(_ text: String, isCode: Bool) -> Question.Word {
        let text = BuiltinConversation.trimmed(text)
        if looksLikePath(text) { return .path(text) }
        if isCode || text.contains("_") || hasHump(text) || text.contains("::") {
            let bare = text.firstIndex(of: "(").map { String(text[..<$0]) } ?? text
            let code = text.hasSuffix(")") ? bare : text
            if isIdentifier(code) { return .name(code) }
        }
        if !isCode, isIdentifier(text), text.allSatisfy({ $0.isLetter || $0.isNumber }) { return .name(text) }
        return .text(text)
    }

    /// A word outside quotation marks, without the punctuation around it.
    private static func bare(_ raw: String, isFirst: Bool) -> Question.Word? {
        var word = raw[...]
        while let first = word.first, "([{,;:*&\"".contains(first) { word = word.dropFirst() }
        while let last = word.last, ".,;:!?)]}\"'\u{201D}".contains(last) {
            if last == ")", word.hasSuffix("()") { break }
            word = word.dropLast()
        }
        if word.hasSuffix("'s") || word.hasSuffix("\u{2019}s") { word = word.dropLast(2) }
        guard !word.isEmpty else { return nil }
        let text = String(word)
        if text.hasSuffix("()") { return .name(String(text.dropLast(2))) }
        if text.hasPrefix("--"), text.count > 3 { return .text(text) }
        if looksLikePath(text) { return .path(text) }
        if isIdentifier(text), looksLikeCode(text, isFirst: isFirst) { return .name(text) }
        return .plain(text)
    }

    /// Whether a bare word can only be code: `snake_case`, `camelCase`, `Type.member`, or capitalised in mid-sentence.
    static func looksLikeCode(_ text: String, isFirst: Bool) -> Bool {
        if text.contains("_") || text.contains("::") || text.contains("->") || text.contains("#") { return true }
        if text.contains("."), !text.hasPrefix("."), text.split(separator: ".").count > 1,
            text.contains(where: \.isLetter),
            !["e.g", "i.e", "etc.", "vs."].contains(text.lowercased())
        {
            return true
        }
        if hasHump(text) { return !QuestionWords.properNouns.contains(text.lowercased()) }
        guard !isFirst, let first = text.first, first.isUppercase, text.count > 2 else { return false }
        return text.dropFirst().allSatisfy { $0.isLowercase || $0.isNumber }
            && !QuestionWords.properNouns.contains(text.lowercased()) && QuestionWords.kind(of: text) == nil
    }

    /// `camelCase`, `PascalCase` with two humps, `HTTPServer`.
    static func hasHump(_ text: String) -> Bool {
        var letters = Array(text)
        // A plural of capitals, such as TODOs, is no hump.
        if letters.last == "s", letters.dropLast().allSatisfy(\.isUppercase) { letters.removeLast() }
        return letters.indices.dropFirst().contains {
            letters[$0].isUppercase && (letters[$0 - 1].isLowercase || letters[$0 - 1].isNumber)
                || $0 > 1 && letters[$0].isLowercase && letters[$0 - 1].isUppercase && letters[$0 - 2].isUppercase
        }
    }

    static func isIdentifier(_ text: String) -> Bool {
        guard let first = text.first, first.isLetter || "_$@#.".contains(first), text.contains(where: \.isLetter) else {
            return false
        }
        return text.allSatisfy { $0.isLetter || $0.isNumber || "_$.:#->?!*@/".contains($0) }
            && !text.contains("//")
    }

    /// `src/main.c`, `tests/`, `server.c`, `*.py`, `Makefile`.
    static func looksLikePath(_ text: String) -> Bool {
        guard !text.contains(where: \.isWhitespace), !text.contains("//"), text.count > 2 else { return false }
        if QuestionWords.fileNames.contains(text) { return true }
        let body = text.hasPrefix("/") ? text.dropFirst() : text[...]
        if body.contains("/"), !body.contains("("),
            !["and/or", "i/o", "input/output", "read/write", "client/server"].contains(text.lowercased()),
            body.allSatisfy({ $0.isLetter || $0.isNumber || "_-./*+@".contains($0) })
        {
            return true
        }
        guard let dot = text.lastIndex(of: ".") else { return false }
        let ending = text[text.index(after: dot)...]
        return QuestionWords.fileEndings.contains(String(ending)) && !text.contains("(") && text.first != "."
            && !(hasHump(String(text[..<dot])) && ["go", "c", "h", "r"].contains(String(ending)) && text.contains("()"))
    }
}
