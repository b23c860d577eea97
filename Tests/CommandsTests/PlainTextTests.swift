import Commands
import Testing

@Suite struct PlainTextTests {
    @Test(arguments: [
        ("plain\ttext\nline", "plain\ttext\nline"),
        ("\u{1b}[31mred\u{1b}[0m", "red"),
        ("\u{1b}[38;5;196;1mx", "x"),
        ("\u{1b}]0;title\u{7}after", "after"),
        ("\u{1b}]8;;http://evil\u{1b}\\link\u{1b}]8;;\u{1b}\\", "link"),
        ("\u{1b}Pq#0;2;0\u{1b}\\z", "z"),
        ("\u{9b}2Jx\u{9d}0;t\u{9c}y", "xy"),
        ("\u{1b}(Bx", "x"),
        ("\u{1b}cx", "x"),
        ("a\u{1b}", "a"),
        ("a\u{1b}[", "a"),
        ("a\u{1b}[12", "a"),
        ("\u{1b}]never ended\nnext line", "\nnext line"),
        ("a\u{0}b\u{8}c\u{7f}d\u{85}e", "abcde"),
        ("over\rwritten", "over\nwritten"),
        ("line\r\nend", "line\nend"),
        ("abc\u{202e}gpj.exe", "abcgpj.exe"),
        ("grüße 日本 🙂 e\u{301}", "grüße 日本 🙂 e\u{301}"),
        ("\u{1b}\u{1b}[31mx", "x"),
        ("[31m stays", "[31m stays"),
    ])
    func dropsWhatWouldSteerATerminal(text: String, expected: String) {
        #expect(PlainText.cleaned(text) == expected)
    }

    @Test func leavesNoControlCharacterWhateverTheInput() {
        var generator = SystemRandomNumberGenerator()
        let alphabet: [Unicode.Scalar] = [
            "\u{1b}", "[", "]", "P", "\\", ";", "3", "m", "\u{9b}", "\u{7}", "a", "\n", "\r",
        ]
        for _ in 0..<2_000 {
            var text = String.UnicodeScalarView()
            for _ in 0..<12 { text.append(alphabet.randomElement(using: &generator) ?? "a") }
            let cleaned = PlainText.cleaned(String(text))
            let bad = cleaned.unicodeScalars.filter { $0.properties.generalCategory == .control && $0 != "\n" }
            #expect(bad.isEmpty, "\(String(text).debugDescription)")
        }
    }

    @Test func putsEverythingOnOneLine() {
        #expect(PlainText.oneLine(" a\n\n b\t\u{1b}[1mc ") == "a b c")
    }
}
