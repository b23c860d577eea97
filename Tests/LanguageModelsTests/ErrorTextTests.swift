import Testing

@testable import LanguageModels

@Suite struct ErrorTextTests {
    @Test func makesOneCleanLine() {
        #expect(ErrorText.clean(" a\r\n\tb\u{1B}[31mc\u{0}\u{200B}d \u{85} e ") == "a b [31mc d e")
    }

    @Test func hidesKeys() throws {
        let key = try #require(Secret("my-very-secret"))
        #expect(ErrorText.clean("x my-very-secret, (my-very-secret)", hiding: [key]) == "x [key], ([key])")
        #expect(ErrorText.clean("key=sk-abcdefghijklmnop. hf_abcdefghijklmnopq") == "key=[key]. [key]")
        #expect(ErrorText.clean("task-list sk-1") == "task-list sk-1")
    }

    @Test func isBounded() {
        #expect(ErrorText.clean(String(repeating: "x", count: 10_000)).count <= ErrorText.limit + 1)
        #expect(ErrorText.clean(String(repeating: "x ", count: 10_000)).count <= ErrorText.limit + 1)
    }

    @Test func aSecretNeverPrintsItself() throws {
        let key = try #require(Secret(" sk-123\n"))
        #expect(key.value == "sk-123")
        var dumped = ""
        dump(key, to: &dumped)
        #expect(!"\(key) \(dumped) \(String(reflecting: key))".contains("123"))
        for bad in ["", "  ", "a b", "a\nb", "a\u{7F}", "schlüssel"] { #expect(Secret(bad) == nil) }
    }
}
