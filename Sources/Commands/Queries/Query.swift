import FoundationEssentials
import JSON
import Synchronization

/// One question with all that came of it so far; it goes on whether or not a client listens.
final class Query: Sendable {
    enum State: String, Sendable {
        case running, done, failed, cancelled
    }

    private struct Progress {
        var state = State.running
        var model: String?
        var cost: Double?
        var seconds: Double?
        var task: Task<Void, Never>?
        var isCancelled = false
    }

    let id: String
    let sessionID: String
    let question: String
    let log: QueryLog
    /// Seconds since 1970.
    private let startedAt: Double
    private let began = ContinuousClock.now
    private let progress = Mutex(Progress())

    /// - Parameter seq: see `QueryLog`.
    init(id: String, sessionID: String, question: String, after seq: Int = 0) {
        (self.id, self.sessionID, self.question) = (id, sessionID, question)
        startedAt = Date.now.timeIntervalSince1970.rounded()
        log = QueryLog(after: seq)
        log.append(.state, ["state": .string(State.running.rawValue)])
    }

    /// One that has ended, from its summary and all that it told.
    init?(_ summary: JSONValue, _ updates: [QueryUpdate]) {
        guard let id = summary["queryId"]?.string, let state = summary["state"]?.string.flatMap(State.init) else {
            return nil
        }
        self.id = id
        sessionID = summary["sessionId"]?.string ?? ""
        question = summary["question"]?.string ?? ""
        startedAt = summary["startedAt"]?.number ?? 0
        log = QueryLog(ended: updates)
        progress.withLock { progress in
            (progress.state, progress.model) = (state, summary["model"]?.string)
            (progress.cost, progress.seconds) = (summary["cost"]?.number, summary["seconds"]?.number)
        }
    }

    var state: State { progress.withLock { $0.state } }

    /// Does the work that leads to the end.
    func run(_ work: @escaping @Sendable () async -> Void) {
        progress.withLock { progress in
            let task = Task { await work() }
            progress.task = task
            if progress.isCancelled { task.cancel() }
        }
    }

    /// Ends it soon, if it has not ended.
    func cancel() {
        progress.withLock { progress in
            progress.isCancelled = true
            progress.task?.cancel()
        }
    }

    /// Waits until all has been told.
    func finished() async {
        await progress.withLock { $0.task }?.value
    }

    func use(_ model: String) { progress.withLock { $0.model = model } }

    /// Tells the last update.
    func end(_ state: State, cost: Double?, _ members: [String: JSONValue]) {
        let seconds = elapsed
        progress.withLock { ($0.state, $0.cost, $0.seconds) = (state, cost, seconds) }
        let more: [String: JSONValue] = ["state": .string(state.rawValue), "seconds": .number(seconds)]
        log.append(.state, members.merging(more) { $1 })
        log.end()
    }

    /// To milliseconds.
    private var elapsed: Double { (began.duration(to: .now) / .milliseconds(1)).rounded() / 1_000 }

    /// The `QuerySummary` of the protocol.
    var summary: JSONValue {
        let progress = progress.withLock { $0 }
        return .object([
            "queryId": .string(id), "sessionId": .string(sessionID), "question": .string(question),
            "state": .string(progress.state.rawValue), "startedAt": .number(startedAt),
            "seconds": .number(progress.seconds ?? elapsed), "cost": progress.cost.map { .number($0) } ?? .null,
            "model": progress.model.map { .string($0) } ?? .null,
        ])
    }
}
