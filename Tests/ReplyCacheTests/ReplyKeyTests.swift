import Hashing
import LanguageModels
import Testing

@testable import ReplyCache

@Suite struct ReplyKeyTests {
    private static let request = ModelRequest(
        messages: [Message(.system, "Be brief."), Message(.user, "What?")], maxOutputTokens: 10, temperature: 0.5)

    private static let secret = SecretDigest()

    @Test func isTheSameForTheSameCall() {
        #expect(
            ReplyKey(model: "a", Self.request, longTexts: Self.secret)
                == ReplyKey(model: "a", Self.request, longTexts: Self.secret))
        #expect(ReplyKey(model: "a", Self.request, longTexts: Self.secret).bytes.count == 32)
    }

    private static let changes: [@Sendable (inout ModelRequest) -> Void] = [
        { $0.temperature = 0.6 }, { $0.temperature = nil }, { $0.maxOutputTokens = 11 }, { $0.maxOutputTokens = nil },
        { $0.messages[0].text = "Be brief" }, { $0.messages[1].text = "what?" }, { $0.messages.swapAt(0, 1) },
        { $0.messages[1].role = .assistant }, { $0.messages.removeFirst() },
        // The same bytes, cut elsewhere.
        { ($0.messages[0].text, $0.messages[1].text) = ("Be brief.user", "What?") },
        { ($0.messages[0].text, $0.messages[1].text) = ("Be brief.W", "hat?") },
        // Equal as Swift strings are compared, and yet other bytes.
        { $0.messages[1].text = "What?\u{e9}" }, { $0.messages[1].text = "What?e\u{301}" },
    ]

    @Test func differsWhenAnythingDoes() {
        let requests = Self.changes.map { change in
            var request = Self.request
            change(&request)
            return request
        }
        let keys =
            ([Self.request] + requests).map { ReplyKey(model: "a", $0, longTexts: Self.secret) } + [
                ReplyKey(model: "b", Self.request, longTexts: Self.secret)
            ]
        #expect(Set(keys).count == Self.changes.count + 2)
    }

    @Test(arguments: [16_383, 16_384, 16_385, 500_000])
    func tellsLongTextsApart(length: Int) {
        let text = String(repeating: "x", count: length)
        func key(_ text: String, _ secret: SecretDigest) -> ReplyKey {
            ReplyKey(model: "a", ModelRequest(prompt: text), longTexts: secret)
        }
        #expect(key(text, Self.secret) == key(text, Self.secret))
        for change in ["y" + text.dropFirst(), text.dropLast() + "y", text + "x", String(text.dropLast())] {
            #expect(key(change, Self.secret) != key(text, Self.secret))
        }
        // Those of another secret are other ones, where it counts.
        #expect((key(text, SecretDigest()) == key(text, Self.secret)) == (length < 16_384))
    }

    @Test func keepsItsSecretWithTheReplies() throws {
        let fixture = try CacheFixture()
        let secret = fixture.cache().longTexts.secret
        #expect(fixture.cache().longTexts.secret == secret)
        #expect(try CacheFixture().cache().longTexts.secret != secret)
    }
}
