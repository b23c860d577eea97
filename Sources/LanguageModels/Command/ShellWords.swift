/// Splits a command line into words by the shell's quoting rules, without a shell: nothing is expanded or run.
///
/// Single quotes keep everything; double quotes keep everything but a backslash before `"`, `\`, `$` or a backtick;
/// elsewhere a backslash keeps the next character.
package enum ShellWords {
    /// A quote that is opened and not closed, or a backslash with nothing behind it.
    package struct Unfinished: Error, Sendable, Equatable {
        /// The character that is waiting for its end.
        package var character: Character
    }

    package static func split(_ line: String) throws(Unfinished) -> [String] {
        var words: [String] = []
        var word: String?
        var rest = line[...]
        while let character = rest.popFirst() {
            switch character {
            case "'":
                guard let end = rest.firstIndex(of: "'") else { throw Unfinished(character: "'") }
                word = (word ?? "") + rest[..<end]
                rest = rest[rest.index(after: end)...]
            case "\"":
                word = (word ?? "") + (try quoted(&rest))
            case "\\":
                guard let next = rest.popFirst() else { throw Unfinished(character: "\\") }
                word = (word ?? "") + String(next)
            case _ where character.isWhitespace:
                if let finished = word { words.append(finished) }
                word = nil
            default:
                word = (word ?? "") + String(character)
            }
        }
        return words + (word.map { [$0] } ?? [])
    }

    /// The text up to the closing double quote, which is taken as well.
    private static func quoted(_ rest: inout Substring) throws(Unfinished) -> String {
        var text = ""
        while let character = rest.popFirst() {
            if character == "\"" { return text }
            if character == "\\", let next = rest.first, "\"\\$`".contains(next) {
                text.append(next)
                rest.removeFirst()
            } else {
                text.append(character)
            }
        }
        throw Unfinished(character: "\"")
    }
}
