import Testing

@testable import LanguageModels

@Suite struct EchoedKeyTests {
    @Test(arguments: [
        (#"{"risk-free":true,"key":"sk-abcdefghijklmnop"}"#, #"{"risk-free":true,"key":"[key]"}"#),
        ("task-list:sk-abcdefghijklmnop", "task-list:[key]"),
        ("sk-abcdefghijklmnop,sk-qrstuvwxyzabcdef", "[key],[key]"),
        ("hf_abcdefghijklmnopq/sk-abcdefghijklmnop", "[key]/[key]"),
    ])
    func hidesEachKeyOfAWord(said: String, shown: String) {
        #expect(ErrorText.clean(said) == shown)
    }
}
