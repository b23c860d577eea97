/// Replies for the `scripted` provider, read from a text file.
///
/// A section starts with a line `--- root …` or `--- sub …` and goes on to the next such line; its text, without
/// blank lines around it, is the reply. What comes before the first section is a comment. A reply that itself has a
/// line starting like a section writes a backslash before it.
///
///     Two turns, and sub-calls by what they ask.
///     --- root
///     ```repl
///     print(llm_query("summarise: " + context))
///     ```
///     --- root delay=0.5
///     FINAL(done)
///     --- sub match="summarise:" prompt-tokens=900 completion-tokens=12
///     It is about birds.
///     --- sub fail=rate-limited retry-after=0.1 times=2
///     slow down
///     --- sub
///     Nothing to report.
///
/// A request takes the first section that fits it and is not used up. `root` sections answer a root model, the first
/// its first turn, the second its second, and so on; `sub` sections answer a sub-model, whichever turn. Behind the
/// role stand, as `name=value` with the quoting of a shell:
/// `turn` a number or `any`: for that turn of the conversation, whatever the section's place;
/// `match` a text, `pattern` a regular expression: only when the last user message holds it (then any turn);
/// `times` how often the section may be used; `delay` seconds before the reply; `chunk` characters per streamed piece;
/// `pause` seconds between pieces; `finish` `stop`, `length` or `other`; `prompt-tokens`, `completion-tokens`, `cost`
/// what the reply reports; `fail` a failure in place of a reply, its text the message: `authentication`,
/// `rate-limited` (with `retry-after`), `context-overflow`, `refused`, `unknown-model`, `timeout`, `unreachable`,
/// `server-failure`, `rejected` (both with `status`), `malformed`. A failure does not count as a turn: the next section
/// is for the same one.
package struct Script: Sendable, Equatable {
    /// What is wrong with a script, and in which line.
    package struct Mistake: Error, Sendable, Equatable {
        package var line: Int
        package var message: String
    }

    private(set) var sections: [ScriptSection] = []

    package init(parsing text: String) throws(Mistake) {
        var lines: [Substring] = []
        var nextTurn = 1
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            guard let header = Self.header(of: line) else {
                lines.append(line.hasPrefix("\\---") ? line.dropFirst() : line)
                continue
            }
            close(&lines)
            sections.append(try ScriptHeader(header, line: index + 1).section(nextTurn: &nextTurn))
        }
        close(&lines)
        if sections.isEmpty {
            throw Mistake(line: 1, message: "there is no section; one starts with a line “--- root” or “--- sub”")
        }
    }

    private mutating func close(_ lines: inout [Substring]) {
        defer { lines = [] }
        guard !sections.isEmpty else { return }
        let isBlank = { (line: Substring) in line.allSatisfy(\.isWhitespace) }
        let body = lines.drop(while: isBlank).reversed().drop(while: isBlank).reversed()
        sections[sections.count - 1].text = body.joined(separator: "\n")
    }

    /// What follows the dashes of a line that starts a section.
    private static func header(of line: Substring) -> String? {
        guard line.hasPrefix("--- ") else { return nil }
        let rest = line.dropFirst(4)
        let word = rest.prefix { !$0.isWhitespace }
        return ModelRole(rawValue: String(word)) == nil ? nil : String(rest)
    }
}
