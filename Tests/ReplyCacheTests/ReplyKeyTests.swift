import LanguageModels
import ReplyCache
import Testing

@Suite struct ReplyKeyTests {
    private static let request = ModelRequest(
        messages: [Message(.system, "Be brief."), Message(.user, "What?")], maxOutputTokens: 10, temperature: 0.5)

    @Test func isTheSameForTheSameCall() {
        #expect(ReplyKey(model: "a", Self.request) == ReplyKey(model: "a", Self.request))
        #expect(ReplyKey(model: "a", Self.request).bytes.count == 32)
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
        let keys = ([Self.request] + requests).map { ReplyKey(model: "a", $0) } + [ReplyKey(model: "b", Self.request)]
        #expect(Set(keys).count == Self.changes.count + 2)
    }
}
