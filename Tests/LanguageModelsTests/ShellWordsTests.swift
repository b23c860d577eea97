import LanguageModels
import Testing

@Suite struct ShellWordsTests {
    @Test(arguments: [
        ("a b", ["a", "b"]), ("  a\t b\n", ["a", "b"]), ("", []), ("''", [""]), ("a '' b", ["a", "", "b"]),
        ("'a b' \"c d\"", ["a b", "c d"]), ("a'b'\"c\"d", ["abcd"]), (#"a\ b \'"#, ["a b", "'"]),
        (#""a\"b\\c\$d\e""#, [#"a"b\c$d\e"#]), (#"'a\b'"#, [#"a\b"#]),
        ("$HOME `id` $(x) ; | *", ["$HOME", "`id`", "$(x)", ";", "|", "*"]),
        ("--x='{\"a\": 1}'", ["--x={\"a\": 1}"]),
    ])
    func splitsAsAShellDoesButRunsNothing(line: String, words: [String]) throws {
        #expect(try ShellWords.split(line) == words)
    }

    @Test(arguments: [("'a", Character("'")), ("\"a", "\""), ("a\\", "\\"), (#""a\"#, "\"")])
    func saysWhichQuoteHasNoEnd(line: String, character: Character) {
        let error = #expect(throws: ShellWords.Unfinished.self) { try ShellWords.split(line) }
        #expect(error?.character == character)
    }
}
