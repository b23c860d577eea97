import Corpus
import LanguageModels
import REPL

/// One root model at work on one corpus: asks, runs the code of the reply, tells what it printed, until an answer.
///
/// Used by one task from beginning to end, so it holds its state without locks.
final class AnswerLoop {
    let run: RunContext
    let model: any LanguageModel
    let question: String
    let corpus: Corpus
    let depth: Int
    /// What this loop's turns are called where several servers answer for one model.
    let conversationID: Int
    /// What earlier questions have left; nil outside of chats and in children.
    let chat: ChatMemory?

    var conversation: Conversation
    var session: REPLSession?
    /// The best partial answer that code left in `answer["content"]`.
    var draft: String?
    /// The latest prose of a reply that had neither code nor a submission.
    var latestProse: String?
    /// The code of all cells.
    let written = WrittenCode()
    var hasLooked = false
    /// Names of the variables that code has made.
    var variables: Set<String> = []
    var cellsInARowThatFailed = 0
    private var workersLost = 0
    private var unusableReplies = 0
    var repairs: Set<String> = []
    var hasMendedCitations = false
    var answeredDirectly = false
    /// The turn under way, from 1.
    var iteration = 0

    init(
        run: RunContext, model: any LanguageModel, question: String, corpus: Corpus, depth: Int, chat: ChatMemory? = nil
    ) {
        self.run = run
        self.model = model
        self.question = question
        self.corpus = corpus
        self.depth = depth
        conversationID = run.nextConversationID()
        self.chat = chat
        let prompts = run.options.prompts
        let root = run.options.compactPrompt ? prompts.rootCompact : prompts.root
        let system = run.options.systemPrompt ?? root
        let opening = TurnText.opening(question: question, corpus: corpus, limit: run.options.limits.iterations)
        conversation =
            chat?.conversation(system: system, question: question) ?? Conversation(system: system, opening: opening)
        hasLooked = chat?.hasLooked ?? false
    }

    /// Runs to the end; closes the worker, unless it is a chat's.
    func run() async -> Ending {
        if let ending = await answerDirectly() { return ending }
        do {
            let session = try await startSession()
            self.session = session
            let ending = await iterate()
            if chat == nil { await session.close() }
            return ending
        } catch let halt as Halt {
            return await stop(halt)
        } catch {
            let halt = Halt(reason: .worker, message: "The Python worker could not be started: \(error)")
            return Task.isCancelled ? interrupted : Ending(text: "", reason: halt.reason, problem: halt.message)
        }
    }

    private func startSession() async throws -> REPLSession {
        let router = SubcallRouter(run: run, depth: depth, written: written)
        if let chat {
            let (session, state) = try await chat.startWorker(for: router, limit: run.options.limits.iterations)
            variables = Set(chat.worker.variables)
            conversation.appendUser(state)
            return session
        }
        var settings = run.options.repl
        if depth == 0, run.options.preparesFiles { settings.question = String(question.prefix(2_000)) }
        return try await REPLSession(corpus: corpus, settings: settings) { await router.answer($0) }
    }

    private func iterate() async -> Ending {
        let limit = max(1, run.options.limits.iterations)
        do throws(Halt) {
            for number in 1...limit {
                iteration = number
                if depth == 0 { run.budget.record { $0.iterations += 1 } }
                let added = conversation.takeNewMessages()
                run.emit(.iterationStarted(iteration: iteration, limit: limit, messages: added), depth: depth)
                if let ending = try await takeTurn() { return ending }
                if iteration == limit { break }
                conversation.appendUser(
                    TurnText.turnLine(
                        iteration: iteration + 1, limits: run.options.limits, statistics: run.budget.statistics))
            }
            throw Halt(reason: .iterations, message: "The limit of \(limit) turns was reached.")
        } catch {
            return await stop(error)
        }
    }

    /// One reply and what it leads to; nil when the loop goes on.
    private func takeTurn() async throws(Halt) -> Ending? {
        let modelReply = try await ask()
        conversation.appendReply(modelReply.text)
        keepRoomForLastTurn()
        let reply = Reply(parsing: modelReply.text)
        if reply.code.isEmpty, reply.submission == nil { return try handleUnusable(reply) }
        if reply.endsInsideCode, modelReply.finishReason == .length {
            return try repair(RepairText.cutReply)
        }
        unusableReplies = 0
        if !reply.code.isEmpty {
            let lookedBefore = hasLooked
            let results = try await runCells(reply.code)
            if let text = results.compactMap(\.finalAnswer).last {
                return try accept(text, afterLooking: lookedBefore || reply.code.contains(where: Self.touchesInput))
            }
            try countFailures(results)
            if let submission = reply.submission {
                return try await resolve(submission, after: results)
            }
            return nil
        }
        guard let submission = reply.submission else { return nil }
        return try await resolve(submission, after: [])
    }

    /// An empty reply, or prose alone: told once or twice; prose that is given again after looking is the answer.
    private func handleUnusable(_ reply: Reply) throws(Halt) -> Ending? {
        unusableReplies += 1
        guard !reply.prose.isEmpty else {
            guard unusableReplies < 4 else {
                throw Halt(reason: .model, message: "\(model.name) gave \(unusableReplies) empty replies in a row.")
            }
            conversation.appendUser(RepairText.emptyReply)
            return nil
        }
        latestProse = reply.prose
        let text = RepairText.noCode(ignored: reply.ignoredLanguage, hasLooked: hasLooked)
        if unusableReplies >= 2, hasLooked, !Self.looksLikePlan(reply.prose) { return .answered(reply.prose) }
        guard unusableReplies < 5 else {
            throw Halt(
                reason: .model,
                message: "\(model.name) wrote prose instead of code \(unusableReplies) times in a row.")
        }
        conversation.appendUser(text)
        return nil
    }

    /// Puts what went wrong to the model; a turn is used.
    func repair(_ text: String) throws(Halt) -> Ending? {
        conversation.appendUser(text)
        return nil
    }

    private func countFailures(_ results: [CellResult]) throws(Halt) {
        for result in results {
            switch result.outcome {
            case .completed: cellsInARowThatFailed = 0
            case .raised, .timedOut, .undone: cellsInARowThatFailed += 1
            case .workerLost:
                cellsInARowThatFailed += 1
                workersLost += 1
            }
        }
        if cellsInARowThatFailed >= run.options.limits.consecutiveErrors {
            throw Halt(reason: .consecutiveErrors, message: "\(cellsInARowThatFailed) cells in a row failed.")
        }
        if workersLost >= 5 {
            throw Halt(reason: .worker, message: "The Python worker had to be replaced \(workersLost) times.")
        }
    }

    var interrupted: Ending {
        Ending(text: draft ?? "", reason: .interrupted, problem: "The run was interrupted.")
    }
}
