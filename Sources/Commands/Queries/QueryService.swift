import Bridge
import Configuration
import FoundationEssentials
package import JSON
import REPL
import ReplyCache
import Synchronization

/// Answers questions for clients that may come and go: keeps the queries, their sessions, and the corpora they read.
package final class QueryService: Sendable {
    /// Questions that are answered at once.
    private static let mostRunning = 16
    /// Ended queries that can still be attached to, and sessions that can be gone on with.
    private static let mostEnded = QueryHistory.most
    private static let mostSessions = 100
    /// More than the updates of any query.
    private static let mostUpdates = 1_000_000_000
    /// How often a question is asked again that was under way when a daemon was killed: it may be the reason.
    private static let mostAttempts = 2
    /// Sessions that hold a worker without being asked anything.
    private static let mostWorkers = 4

    private struct State {
        /// In the order in which they were asked.
        var queries: [Query] = []
        /// The summaries of those that daemons before this one have answered, in the order in which they ended.
        var earlier: [JSONValue] = []
        /// In the order in which they were last asked something.
        var sessions: [QuerySession] = []
        var isShuttingDown = false
    }

    let environment: [String: String]
    let corpora: WarmCorpora
    /// Nil where questions end with the process.
    private let journal: QueryJournal?
    /// Nil where nothing is known of them after the end of the process.
    private let history: QueryHistory?
    /// Nil where sessions end with the process.
    let sessionStore: SessionStore?
    private let state = Mutex(State())
    private let caches = Mutex<[(settings: CacheSettings, cache: ReplyCache?)]>([])

    /// - Parameters:
    ///   - environment: where keys and the user's configuration are found.
    ///   - journal: where questions under way are written down; those of a daemon that was killed are asked again.
    ///   - history: where questions are written down that have ended.
    ///   - sessionStore: where sessions are saved after each answer.
    init(
        environment: [String: String], journal: QueryJournal? = nil, history: QueryHistory? = nil,
        sessionStore: SessionStore? = nil
    ) {
        self.environment = environment
        self.journal = journal
        self.history = history
        self.sessionStore = sessionStore
        corpora = WarmCorpora(most: Int(clamping: ProcessInfo.processInfo.physicalMemory / 4))
        REPLSession.warmUp()
    }

    /// True while a question is being answered.
    package var isBusy: Bool { state.withLock { $0.queries.contains { $0.state == .running } } }

    /// The `QuerySummary` of each query, newest first.
    package var summaries: [JSONValue] {
        let (queries, earlier) = state.withLock { ($0.queries, $0.earlier) }
        return queries.reversed().map(\.summary) + earlier.reversed()
    }

    /// What is kept of inputs, as `daemon/status` tells it.
    package var keptCorpora: [JSONValue] {
        corpora.kept.map { kept in
            [
                "paths": .array(kept.paths.map { .string($0) }), "bytes": .integer(kept.bytes),
                "files": .integer(kept.files),
            ]
        }
    }

    /// Begins to answer a question.
    func start(_ params: Parameters) throws(RPCError) -> Query {
        let request = try QueryRequest(params)
        for source in request.sources { try source.checkDigest() }
        let result = state.withLock { state in
            Result { () throws(RPCError) in try accept(request, &state) }
        }
        let (query, session) = try result.get()
        begin(query, session, request) { [journal] in journal?.begin(query, params.json) }
        return query
    }

    /// Takes the place of a daemon that has ended: knows what that has answered, and asks again what it left behind.
    func takeOver() {
        let earlier = history?.summaries() ?? []
        state.withLock { $0.earlier = earlier }
        for found in journal?.abandoned() ?? [] {
            if earlier.contains(where: { $0["queryId"]?.string == found.queryID }) {
                // It was killed after the answer.
                found.entry.remove()
                continue
            }
            let request = try? QueryRequest(Parameters(found.params))
            let query = Query(
                id: found.queryID, sessionID: found.sessionID, question: request?.question ?? "",
                after: found.attempts * Self.mostUpdates)
            let saved = sessionStore?.load(found.sessionID)
            guard found.attempts <= Self.mostAttempts, let request, let input = request.input ?? saved?.input else {
                found.entry.remove()
                state.withLock { $0.queries.append(query) }
                let message = "the daemon was killed while this was being answered; ask again"
                query.end(.failed, cost: nil, ["error": .object(["message": .string(message), "kind": "incomplete"])])
                history?.save(query)
                continue
            }
            let session =
                saved.map { QuerySession($0, id: found.sessionID) } ?? QuerySession(id: found.sessionID, input: input)
            state.withLock { state in
                state.queries.append(query)
                state.sessions.append(session)
            }
            query.log.append(.reset)
            query.log.append(.notice, ["text": "the daemon was killed meanwhile; the question is asked again"])
            begin(query, session, request) { found.entry }
        }
    }

    private func begin(
        _ query: Query, _ session: QuerySession, _ request: QueryRequest,
        entry: @escaping @Sendable () -> QueryJournal.Entry?
    ) {
        query.run { [self] in
            let entry = entry()
            await QueryRun(service: self, query: query, session: session, request: request).run()
            history?.save(query)
            entry?.remove()
            await putWorkersToRest()
        }
    }

    func query(_ id: String) throws(RPCError) -> Query {
        if let query = state.withLock({ $0.queries.first { $0.id == id } }) ?? history?.load(id) { return query }
        throw RPCError(.notFound, "there is no query \(id)", hint: "query/list names those that are kept")
    }

    /// Ends everything: running queries as cancelled.
    package func shutDown() async {
        let (queries, sessions) = state.withLock { state in
            state.isShuttingDown = true
            return (state.queries, state.sessions)
        }
        for query in queries { query.cancel() }
        for query in queries { await query.finished() }
        for session in sessions { await session.rest() }
    }

    /// The cache of replies, one for all queries with the same settings.
    func cache(_ settings: CacheSettings, onProblem: @escaping @Sendable (String) -> Void) -> ReplyCache? {
        caches.withLock { caches in
            if let known = caches.first(where: { $0.settings == settings }) { return known.cache }
            let cache = ReplyCache.configured(settings, environment: environment, onProblem: onProblem)
            caches.append((settings, cache))
            return cache
        }
    }

    private func accept(
        _ request: QueryRequest, _ state: inout State
    ) throws(RPCError) -> (Query, QuerySession) {
        if state.isShuttingDown { throw RPCError(.shuttingDown, "the server is ending") }
        let running = state.queries.filter { $0.state == .running }
        guard running.count < Self.mostRunning else {
            throw RPCError(.busy, "\(running.count) questions are being answered", hint: "ask again when one has ended")
        }
        let session: QuerySession
        if let id = request.sessionID {
            if running.contains(where: { $0.sessionID == id }) {
                throw RPCError(.busy, "the session's last question is still being answered", hint: "cancel it or wait")
            }
            session = try known(id, &state)
        } else {
            guard let input = request.input else { throw RPCError(.invalidParams, "there are no “sources”") }
            session = QuerySession(id: Self.newID("s"), input: input)
        }
        let query = Query(id: Self.newID("q"), sessionID: session.id, question: request.question)
        state.sessions.append(session)
        state.queries.append(query)
        Self.trim(&state)
        return (query, session)
    }

    /// A session that follows up, taken out of its place; one of an earlier process is read from the disk.
    private func known(_ id: String, _ state: inout State) throws(RPCError) -> QuerySession {
        if let place = state.sessions.firstIndex(where: { $0.id == id }) { return state.sessions.remove(at: place) }
        if let saved = sessionStore?.load(id) { return QuerySession(saved, id: id) }
        throw RPCError(.notFound, "there is no session \(id)", hint: "ask without it to begin a new one")
    }

    /// Forgets the oldest of what has ended.
    private static func trim(_ state: inout State) {
        let ended = state.queries.filter { $0.state != .running }
        let forgotten = Set(ended.dropLast(mostEnded).map(\.id))
        state.queries.removeAll { forgotten.contains($0.id) }
        state.earlier.removeFirst(max(0, min(state.earlier.count, ended.count + state.earlier.count - mostEnded)))
        let running = Set(state.queries.filter { $0.state == .running }.map(\.sessionID))
        while state.sessions.count > mostSessions,
            let oldest = state.sessions.firstIndex(where: { !running.contains($0.id) })
        {
            let session = state.sessions.remove(at: oldest)
            Task { await session.rest() }
        }
    }

    /// Has all sessions but the latest give back their workers.
    private func putWorkersToRest() async {
        let idle = state.withLock { state in
            let running = Set(state.queries.filter { $0.state == .running }.map(\.sessionID))
            return state.sessions.filter { !running.contains($0.id) }
        }
        var holding: [QuerySession] = []
        for session in idle where await session.holdsWorker { holding.append(session) }
        for session in holding.dropLast(Self.mostWorkers) { await session.rest() }
        corpora.dropUnused(for: .seconds(3_600))
    }

    private static func newID(_ kind: String) -> String {
        kind + String(UInt64.random(in: .min ... .max), radix: 36)
    }
}
