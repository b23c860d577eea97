import Glibc

/// Rules of a `.gitignore` that take a path back in (`!name`) and that libgit2 1.5 loses.
///
/// libgit2 drops a negation without wildcards when no earlier rule of the same file matches it, and so forgets that it
/// may take back what a file further up leaves out. Written with a wildcard and added to the repository's rules in
/// memory, the same negation is kept. Those rules win over all others, so a negation is left alone when a later rule
/// of its own file might leave the path out again; one that a `.gitignore` further down reverts is not noticed.
enum Negations {
    private static let wildcards = Set("*?[\\".utf8)

    /// The lost rules of the `.gitignore` in `folder` (relative to the work folder, empty for it), one to a line.
    static func lost(in text: [UInt8], of folder: GitPath) -> [UInt8] {
        guard !folder.contains(UInt8(ascii: "\n")) else { return [] }
        let lines = text.split(separator: UInt8(ascii: "\n")).map(trimmed)
        var rules: [UInt8] = []
        for (index, line) in lines.enumerated() where line.first == UInt8(ascii: "!") {
            let pattern = line.dropFirst()
            guard !pattern.contains(where: wildcards.contains),
                !lines[(index + 1)...].contains(where: { mayMatch($0, pattern) }),
                let rule = rule(pattern, in: folder)
            else { continue }
            rules += rule + "\n".utf8
        }
        return rules
    }

    private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var line = line
        while let last = line.last, last == UInt8(ascii: " ") || last == UInt8(ascii: "\r") { line.removeLast() }
        return line
    }

    /// True when the rule `line` leaves out, or may leave out, what `pattern` names.
    private static func mayMatch(_ line: ArraySlice<UInt8>, _ pattern: ArraySlice<UInt8>) -> Bool {
        guard let first = line.first, first != UInt8(ascii: "!"), first != UInt8(ascii: "#") else { return false }
        return GitPath(name(line)).withCString { rule in
            GitPath(name(pattern)).withCString { fnmatch(rule, $0, 0) == 0 }
        }
    }

    /// The last part of a pattern, without slashes.
    private static func name(_ pattern: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        pattern.split(separator: UInt8(ascii: "/")).last ?? []
    }

    /// The negation as a rule of the work folder, with one letter in brackets as its wildcard.
    private static func rule(_ pattern: ArraySlice<UInt8>, in folder: GitPath) -> [UInt8]? {
        let name = name(pattern)
        guard let letter = name.firstIndex(where: { isalnum(Int32($0)) != 0 }) else { return nil }
        var rule = [UInt8]("!/".utf8)
        for byte in folder {
            if wildcards.contains(byte) { rule.append(UInt8(ascii: "\\")) }
            rule.append(byte)
        }
        if !folder.isEmpty { rule.append(UInt8(ascii: "/")) }
        let isAnchored = pattern.dropLast().contains(UInt8(ascii: "/"))
        if !isAnchored { rule += "**/".utf8 }
        rule += pattern[..<letter].drop { $0 == UInt8(ascii: "/") }
        rule += [UInt8(ascii: "["), pattern[letter], UInt8(ascii: "]")]
        return rule + pattern[(letter + 1)...]
    }
}
