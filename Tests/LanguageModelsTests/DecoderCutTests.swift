import Testing

@testable import LanguageModels

/// The decoders read the same reply wherever an answer is cut into two pieces, and byte by byte.
@Suite struct DecoderCutTests {
    private static let failures = FailureClassifier(model: "m", keyHint: "", modelHint: nil, secrets: [])
    private static let said = ["Hé", "<", "think> stays\n", "🐦\\\"", "日本"]

    private func check<Decoder: ReplyDecoder>(_ fixture: ProviderFixture, _ make: () -> Decoder) throws {
        let bytes = Array(fixture.body(Self.said).utf8)
        func decode(_ chunks: [[UInt8]]) throws -> String {
            var decoder = make()
            var text = ""
            for chunk in chunks { text += try decoder.consume(chunk).joined() }
            text += try decoder.finish().joined()
            #expect(decoder.outcome.usage == TokenUsage(prompt: 11, completion: 7))
            #expect(decoder.outcome.finishReason == .stop)
            #expect(decoder.isComplete)
            return text
        }
        for cut in 0...bytes.count {
            #expect(try decode([Array(bytes[..<cut]), Array(bytes[cut...])]) == Self.said.joined(), "cut at \(cut)")
        }
        #expect(try decode(bytes.map { [$0] }) == Self.said.joined())
    }

    @Test func openAI() throws { try check(.openai) { OpenAIReplyDecoder(failures: Self.failures) } }
    @Test func anthropic() throws { try check(.anthropic) { AnthropicReplyDecoder(failures: Self.failures) } }
    @Test func ollama() throws { try check(.ollama) { OllamaReplyDecoder(failures: Self.failures) } }

    /// The same answers with every line ending that streams use.
    @Test(arguments: ["\r\n", "\r", "\n"])
    func readsEveryLineEnding(ending: String) throws {
        let body = ProviderFixture.anthropic.body(Self.said).split(separator: "\n", omittingEmptySubsequences: false)
        var decoder = AnthropicReplyDecoder(failures: Self.failures)
        var text = try decoder.consume(Array(body.joined(separator: ending).utf8)).joined()
        text += try decoder.finish().joined()
        #expect(text == Self.said.joined())
    }
}
