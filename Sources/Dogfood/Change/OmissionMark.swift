/// Lines by which a model says that it left code out: `// ... rest of the code`, `# (unchanged)`.
enum OmissionMark {
    /// The first such line that the file did not have before.
    static func first(in text: String, before: SourceLines?) -> String? {
        let known = Set((before?.all ?? []).map { [UInt8]($0.withoutTrailingBlanks.drop(while: \.isBlank)) })
        return text.split(separator: "\n").lazy.map(String.init).first { line in
            let bare = [UInt8](Array(line.utf8).withoutTrailingBlanks.drop(while: \.isBlank))
            return isMark(line) && !known.contains(bare)
        }
    }

    private static let leaders = ["//", "#", "/*", "*", "--", ";", "<!--", "%", "..."]
    private static let kept = ["rest of", "existing", "remaining", "unchanged", "same as", "previous", "as before"]
    private static let things = [
        "code", "file", "function", "method", "implementation", "unchanged", "content", "lines", "class", "as before",
        "stay", "same", "here", "body", "test", "import",
    ]

    private static func isMark(_ line: String) -> Bool {
        var text = line.lowercased().replacing("…", with: "...")[...]
        text = text.drop { $0 == " " || $0 == "\t" }
        guard let leader = leaders.first(where: { text.hasPrefix($0) }) else { return false }
        let comment = leader == "..." ? text : text.dropFirst(leader.count)
        guard kept.contains(where: { comment.contains($0) }) else { return false }
        let trimmed = comment.drop { " \t(/*#-!".contains($0) }
        let isElided = trimmed.hasPrefix("...") || comment.contains("...")
        let isBracketed = comment.contains("(unchanged") || comment.contains("[unchanged")
        return isBracketed || isElided && things.contains { comment.contains($0) }
    }
}
