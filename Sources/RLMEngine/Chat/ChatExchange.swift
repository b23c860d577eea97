package import LanguageModels

/// A question of a chat with what came of it: all that is needed to go on from there.
package struct ChatExchange: Sendable, Equatable, Codable {
    package var question: String
    /// Empty when there was none.
    package var answer: String
    package var citations: [Citation]
    package var stopReason: StopReason
    /// Why there is no complete answer.
    package var problem: String?
    /// The root model's full name.
    package var model: String
    /// True when code has read the input.
    package var hasLooked: Bool
    /// What engine and model said to one another, in full, without the system prompt.
    package var messages: [Message]
    package var statistics: RunStatistics

    /// Statistics of another version, which may count other things, are no reason to lose a question.
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        question = try values.decode(String.self, forKey: .question)
        answer = try values.decode(String.self, forKey: .answer)
        citations = try values.decode([Citation].self, forKey: .citations)
        stopReason = try values.decode(StopReason.self, forKey: .stopReason)
        problem = try values.decodeIfPresent(String.self, forKey: .problem)
        model = try values.decode(String.self, forKey: .model)
        hasLooked = try values.decode(Bool.self, forKey: .hasLooked)
        messages = try values.decode([Message].self, forKey: .messages)
        statistics = (try? values.decode(RunStatistics.self, forKey: .statistics)) ?? RunStatistics()
    }

    package init(_ question: String, _ answer: Answer, model: String, hasLooked: Bool, messages: [Message]) {
        self.question = question
        self.answer = answer.text
        citations = answer.citations
        stopReason = answer.stopReason
        problem = answer.problem
        self.model = model
        self.hasLooked = hasLooked
        self.messages = messages
        statistics = answer.statistics
    }
}
