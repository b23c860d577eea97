/// Finds the path of an edit block in the many ways in which models write it.
enum EditPath {
    /// What follows the word on a block's first line.
    static func onMarker(_ rest: Substring) -> String? {
        let text = rest.trimming(" \t:`\"'")
        return text.isEmpty ? nil : clean(text)
    }

    /// The path on the nearest line above a block, fences and empty lines passed over.
    static func above(_ lines: ArraySlice<Substring>) -> String? {
        for line in lines.reversed() {
            let text = line.trimming(" \t\r")
            if text.isEmpty { continue }
            if text.hasPrefix("```") || text.hasPrefix("~~~") {
                // ```swift Sources/Some.swift
                let words = text.trimming("`~").split(separator: " ")
                if let last = words.last, looksLikePath(last), last.contains("/") || words.count > 1 {
                    return clean(last)
                }
                continue
            }
            return path(in: text)
        }
        return nil
    }

    private static func path(in line: Substring) -> String? {
        // In `Sources/Some.swift`:
        let quoted = line.split(separator: "`", omittingEmptySubsequences: false).enumerated()
            .filter { $0.offset % 2 == 1 }.map(\.element).filter(looksLikePath)
        if quoted.count == 1 { return clean(quoted[0]) }
        var text = line.trimming(" \t#*_-`\"':>[]()")
        for label in ["File:", "file:", "Path:", "path:", "Filename:", "filename:", "FILE:"] where text.hasPrefix(label)
        {
            text = text.dropFirst(label.count).trimming(" \t*`\"'")
            return text.isEmpty ? nil : clean(text)
        }
        // A file without a dot, such as a makefile, is known by standing alone on the line as it is.
        if looksLikePath(text) || text == line && isWord(text) { return clean(text) }
        let words = text.split(separator: " ").map { $0.trimming("`*\"',:;()") }
        if isPathWithSpaces(words) { return clean(text) }
        let paths = words.filter { looksLikePath($0) && $0.contains("/") && hasExtension($0) }
        return paths.count == 1 ? clean(paths[0]) : nil
    }

    /// `Sources/Some/System Calls/Open.swift`, and not a sentence that begins with a path.
    private static func isPathWithSpaces(_ words: [Substring]) -> Bool {
        guard let first = words.first, let last = words.last, (2...5).contains(words.count) else { return false }
        return first.contains("/") && hasExtension(last) && !words.dropLast().contains(where: hasExtension)
    }

    private static func hasExtension(_ text: Substring) -> Bool {
        guard let name = text.split(separator: "/").last, let dot = name.lastIndex(of: ".") else { return false }
        return dot > name.startIndex && name[dot...].count > 1
    }

    private static func isWord(_ text: Substring) -> Bool {
        !text.isEmpty && text.allSatisfy { $0.isLetter || $0.isNumber || "-_.+".contains($0) } && text.last != "."
    }

    private static func looksLikePath(_ text: Substring) -> Bool {
        !text.isEmpty && !text.contains(where: \.isWhitespace) && text.contains { $0 == "/" || $0 == "." }
            && !".,;!?".contains(text.last ?? ".") && !text.contains("://")
            && !text.contains { "()={}<>|".contains($0) }
    }

    private static func clean(_ text: Substring) -> String {
        var text = text
        while text.hasPrefix("./") { text = text.dropFirst(2) }
        return String(text)
    }
}

extension Substring {
    /// Without any of some characters at both ends.
    fileprivate func trimming(_ characters: String) -> Substring {
        var text = drop { characters.contains($0) }
        while let last = text.last, characters.contains(last) { text.removeLast() }
        return text
    }
}
