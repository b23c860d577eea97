import Testing

@testable import LanguageModels

@Suite struct CommandOutputTests {
    @Test(arguments: [
        ("\u{1B}(B\u{1B}[mplain", "plain"),
        ("\u{1B}%Gtext", "text"),
        ("\u{1B}7one\u{1B}8 two", "one two"),
        ("\u{1B}P1$r0m\u{1B}\\text", "text"),
        ("\u{1B}]0;title\u{1B}\\text", "text"),
        ("\u{1B}]0;title\u{1B}[31mred", "red"),
        ("\u{1B}]lone\nthe answer\n", "\nthe answer\n"),
    ])
    func leavesEscapesOutInAnyChunking(printed: String, text: String) {
        var output = CommandOutput()
        let whole = output.consume(Array(printed.utf8))
        #expect(whole == text)
        output = CommandOutput()
        let pieces = printed.utf8.map { output.consume([$0]) }
        #expect(pieces.joined() == text)
    }
}
