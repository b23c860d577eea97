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
    let events: LoopEvents
    /// What earlier questions have left; nil outside of chats and in children.
    let chat: ChatMemory?

    var conversation: Conversation
    /// Nil until there is a worker.
    private(set) var cellRunner: CellRunner?
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

    /// - Parameter parent: the events of the loop whose code asks; nil for the root.
    init(
        run: RunContext, model: any LanguageModel, question: String, corpus: Corpus, depth: Int,
        chat: ChatMemory? = nil,
        parent: LoopEvents? = nil
    ) {
        self.run = run
        self.model = model
        self.question = question
        self.corpus = corpus
        self.depth = depth
        conversationID = run.nextConversationID()
        events = LoopEvents(run: run, parent: parent)
        self.chat = chat
        let prompts = run.options.prompts
        let root = run.options.compactPrompt ? prompts.rootCompact : prompts.root
        let system = run.options.systemPrompt ?? root
        conversation =
            chat?.conversation(system: system, question: question)
            ?? Conversation(
                system: system,
                opening: TurnText.opening(
                    question: question, corpus: corpus, limit: run.options.limits.iterations))
        hasLooked = chat?.hasLooked ?? false
    }

    /// Runs to the end; closes the worker, unless it is a chat's.
    func run() async -> Ending {
        if let ending = await answerDirectly() { return ending }
        do {
            let session = try await startSession()
            cellRunner = CellRunner(
                session, run: run, events: events, depth: depth, written: written, tellsLayers: depth == 0 && !hasLooked
            )
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
        let router = SubcallRouter(run: run, depth: depth, events: events, written: written)
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

    func runner() throws(Halt) -> CellRunner {
        guard let cellRunner else { throw Halt(reason: .worker, message: "There is no Python worker.") }
        return cellRunner
    }

    private func iterate() async -> Ending {
        let limit = max(1, run.options.limits.iterations)
        do throws(Halt) {
            for number in 1...limit {
                iteration = number
                if depth == 0 { run.budget.record { $0.iterations += 1 } }
                let added = conversation.takeNewMessages()
                events.emit(.iterationStarted(iteration: iteration, limit: limit, messages: added), depth: depth)
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
        keepRoomForLastTurn()
        let lookedBefore = hasLooked
        let (modelReply, ran) = try await askRunningCode()
        conversation.appendReply(modelReply.text)
        keepRoomForLastTurn()
        let reply = Reply(parsing: modelReply.text)
        if reply.code.isEmpty, reply.submission == nil { return try handleUnusable(reply) }
        let isCut = reply.endsInsideCode && modelReply.finishReason == .length
        let code = isCut ? reply.closedCode : reply.code
        unusableReplies = isCut ? unusableReplies : 0
        let results = try await runCells(code, after: ran)
        if let text = results.compactMap(\.finalAnswer).last {
            return try accept(text, afterLooking: lookedBefore || code.contains(where: Self.touchesInput))
        }
        try countFailures(results)
        if isCut { return try repair(RepairText.cutReply) }
        guard let submission = reply.submission else { return nil }
        return try await resolve(submission, after: results)
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
