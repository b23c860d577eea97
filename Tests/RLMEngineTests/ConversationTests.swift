import LanguageModels
import Testing

@testable import RLMEngine

@Suite struct ConversationTests {
    private func conversation(observation: String) -> Conversation {
        var conversation = Conversation(system: "system", opening: "question")
        for _ in 1...3 {
            conversation.appendReply("code")
            conversation.appendUser(observation)
        }
        return conversation
    }

    @Test func cutsEachOldObservationOnce() {
        var conversation = conversation(observation: String(repeating: "0123456789", count: 500))
        let first = conversation.compact()
        let cut = conversation.messages
        let second = conversation.compact()
        #expect(first)
        #expect(!second, "nothing is left to cut, so a caller must not try again")
        #expect(conversation.messages == cut)
        #expect(cut.last?.text.count == 5_000, "the latest output stays whole")
    }

    @Test func leavesShortObservationsAlone() {
        var conversation = conversation(observation: String(repeating: "0123456789", count: 120))
        let changed = conversation.compact()
        #expect(!changed)
    }
}
