import Glibc

/// Something that honest changes seldom add and that gates are fooled with; it raises the risk and decides nothing.
struct Tripwire: Sendable {
    /// What the change does, for people: `ends the process`.
    let meaning: String
    let level: Risk.Level
    /// Functions that are called or handed on.
    var calls: [String] = []
    /// Parts of a line, in lower case.
    var texts: [String] = []
    /// Whether the name of a new file counts as well.
    var readsNames = false

    /// The first of its words that the file's change adds more often than it removes.
    func word(in file: ChangedFile) -> String? {
        calls.first { count($0, in: file.added, Self.calls) > count($0, in: file.removed, Self.calls) }
            ?? texts.first {
                count($0, in: file.addedInLowerCase, Self.texts) > count($0, in: file.removedInLowerCase, Self.texts)
            }
            ?? (readsNames && !file.existed ? word(in: String(file.path.map { $0.isLetter ? $0 : " " })) : nil)
    }

    /// The first of its texts that stands in words that come with a change, such as the reasons for it.
    func word(in words: String) -> String? {
        let words = Array(words.lowercased().utf8)
        return texts.first { Self.texts($0, words) > 0 }
    }

    private func count(_ word: String, in lines: [[UInt8]], _ number: (String, [UInt8]) -> Int) -> Int {
        lines.reduce(0) { $0 + number(word, $1) }
    }

    static func texts(_ word: String, _ line: [UInt8]) -> Int {
        places(of: Array(word.utf8), in: line).count
    }

    /// How often a line calls a function, or passes it on by name for something else to call.
    private static func calls(_ word: String, _ line: [UInt8]) -> Int {
        let name = Array(word.utf8)
        guard !places(of: name, in: line).isEmpty else { return 0 }
        let code = line.filter { $0 != UInt8(ascii: "`") }
        guard !code.drop(while: \.isBlank).starts(with: Array("//".utf8)) else { return 0 }
        return places(of: name, in: code).count { start in
            let end = start + name.count
            guard start == 0 || !isPartOfName(code[start - 1]), end == code.count || !isPartOfName(code[end]) else {
                return false
            }
            let next = code[end...].first { !$0.isBlank }
            if next == UInt8(ascii: "(") { return true }
            let before = code[..<start].withoutTrailingBlanks
            let isHandedOn =
                before.last.map { "=(,:[{?".utf8.contains($0) } == true
                || ["return", "Glibc.", "Foundation.", "Darwin."].contains {
                    before.suffix($0.utf8.count).elementsEqual($0.utf8)
                }
            return isHandedOn && (next.map { ",);}]?".utf8.contains($0) } ?? true)
        }
    }

    private static func places(of word: [UInt8], in line: [UInt8]) -> [Int] {
        line.withUnsafeBytes { line in
            guard let first = word.first, let text = line.baseAddress else { return [] }
            var places: [Int] = []
            var start = 0
            // By far the most lines have none of the words, so they are looked for in the fastest way.
            while line.count - start >= word.count,
                let found = memchr(text + start, Int32(first), line.count - start - word.count + 1)
            {
                let place = text.distance(to: found)
                if memcmp(found, word, word.count) == 0 { places.append(place) }
                start = place + 1
            }
            return places
        }
    }

    private static func isPartOfName(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "_") || byte > 127 || Character(UnicodeScalar(byte)).isLetter
            || Character(UnicodeScalar(byte)).isNumber
    }
}
