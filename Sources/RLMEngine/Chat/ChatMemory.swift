import Corpus
import LanguageModels
import REPL

/// What one question of a chat leaves to the next: what was said, and the worker with its variables.
///
/// Used by one question at a time, so it holds its state without locks.
final class ChatMemory {
    let corpus: Corpus
    let worker: ChatWorker
    private(set) var exchanges: [ChatExchange]
    /// How many of the exchanges stand in the conversation as a digest only.
    private(set) var folded = 0
    /// Sentences that the model is told with the next question.
    var news: [String] = []

    init(corpus: Corpus, worker: ChatWorker, exchanges: [ChatExchange]) {
        self.corpus = corpus
        self.worker = worker
        self.exchanges = exchanges
    }

    /// The conversation in which the next question is asked.
    func conversation(system: String, question: String) -> Conversation {
        var earlier: [Message] = []
        if folded > 0 { earlier.append(Message(.user, ChatText.digest(of: Array(exchanges[..<folded])))) }
        for message in exchanges[folded...].flatMap(\.messages) { earlier.append(merging: message) }
        let inventory = TurnText.inventory(of: corpus)
        let opening =
            exchanges.isEmpty
            ? "<question>\n\(question)\n</question>\n\n\(inventory)"
            : ChatText.opening(question: question, after: exchanges, inventory: inventory)
        return Conversation(
            system: system, earlier: earlier, digest: ChatText.digest(of: exchanges), opening: opening)
    }

    /// The messages that ask a question about a small input, shown as `input` with the first one.
    func directMessages(system: String, question: String, input: String) -> [Message] {
        var messages = [Message(.system, system)]
        for (index, exchange) in exchanges.enumerated() {
            let question = Self.asked(exchange.question)
            messages.append(merging: Message(.user, index == 0 ? question + "\n\n" + input : question))
            let answer = exchange.answer.isEmpty ? "(no answer)" : exchange.answer
            messages.append(merging: Message(.assistant, answer))
        }
        let last = exchanges.isEmpty ? Self.asked(question) + "\n\n" + input : Self.asked(question)
        messages.append(merging: Message(.user, last))
        return messages
    }

    private static func asked(_ question: String) -> String { "<question>\n\(question)\n</question>" }

    /// A worker with the variables of earlier questions in it, and what the model has to know of it as the end of the
    /// question's opening.
    func startWorker(for router: SubcallRouter, limit: Int) async throws -> (REPLSession, String) {
        let session = try await worker.session(for: router, history: exchanges.map(\.messages))
        let told = news + worker.takeNews()
        news = []
        let text = ChatText.state(
            exchanges: exchanges.count, variables: worker.variables, news: told, limit: limit)
        return (session, text)
    }

    /// True when an earlier question has had a look that still stands in the conversation.
    var hasLooked: Bool { exchanges[folded...].contains(where: \.hasLooked) }

    /// Takes in what came of a question.
    func finish(_ question: String, _ answer: Answer, of loop: AnswerLoop) {
        worker.questionEnded()
        if loop.conversation.isFolded { folded = exchanges.count }
        var messages = loop.conversation.record
        if loop.answeredDirectly {
            messages = [Message(.user, Self.asked(question)), Message(.assistant, answer.text)]
        } else if answer.stopReason == .interrupted {
            messages.append(merging: Message(.user, ChatText.stopped))
        }
        exchanges.append(
            ChatExchange(
                question, answer, model: loop.model.name, hasLooked: loop.hasLooked || loop.answeredDirectly,
                messages: messages))
    }
}

extension [Message] {
    /// Appends a message, or its text to the last one where that has the same role: providers refuse two in a row.
    mutating func append(merging message: Message) {
        if let last, last.role == message.role {
            self[count - 1].text += "\n\n" + message.text
        } else {
            append(message)
        }
    }
}
