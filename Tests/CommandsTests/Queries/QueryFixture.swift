import Bridge
import FoundationEssentials
import JSON
import Synchronization
import TestSupport
import Testing

@testable import Commands

/// A query service over a folder of its own.
final class QueryFixture {
    let folder: TemporaryFolder
    private(set) var service: QueryService

    init() throws {
        folder = try TemporaryFolder()
        for name in ["sessions", "history"] { try folder.write("", to: name + "/.keep") }
        service = Self.service(folder)
    }

    private static func service(_ folder: TemporaryFolder) -> QueryService {
        let environment = [
            "HOME": folder.path, "XDG_CACHE_HOME": folder.path("cache"), "XDG_STATE_HOME": folder.path("state"),
        ]
        let service = QueryService(
            environment: environment, history: QueryHistory(folder.path("history")),
            sessionStore: SessionStore(folder.path("sessions")))
        service.takeOver()
        return service
    }

    /// Ends the service; another one takes its place.
    func restart() async {
        await service.shutDown()
        service = Self.service(folder)
    }

    /// What has been told to one subscriber.
    final class Listener: Sendable {
        private let got = Mutex<[QueryUpdate]>([])
        var updates: [QueryUpdate] { got.withLock { $0 } }
        func take(_ update: QueryUpdate) { got.withLock { $0.append(update) } }

        func all(_ kind: QueryUpdate.Kind) -> [QueryUpdate] { updates.filter { $0.kind == kind } }
        func texts(_ kind: QueryUpdate.Kind) -> [String] { all(kind).compactMap { $0.members["text"]?.string } }
        var last: [String: JSONValue] { updates.last?.members ?? [:] }
    }

    func source(_ name: String) -> JSONValue { ["kind": "path", "path": .string(folder.path(name))] }

    /// Begins a query.
    func start(
        _ question: String, _ sources: [JSONValue] = [], session: String? = nil, options: JSONValue = [:]
    ) throws -> Query {
        let params = JSONValue.members([
            "question": .string(question), "sources": .array(sources), "workingDirectory": .string(folder.path),
            "sessionId": session.map { .string($0) }, "options": options,
        ])
        return try service.start(Parameters(params))
    }

    /// Waits for all that a query tells.
    func outcome(of query: Query) async -> Listener {
        let listener = Listener()
        await query.finished()
        query.log.subscribe(after: 0, as: 0, listener.take)
        return listener
    }

    /// Options for a model that follows a script.
    func scripted(_ script: String) throws -> JSONValue {
        let path = try folder.write(script, to: "script-\(UUID().uuidString)")
        return ["model": .string("scripted/" + path), "alwaysRecurse": true]
    }

    func waitUntil(_ condition: () async -> Bool) async throws {
        for _ in 0..<2_000 {
            if await condition() { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        Issue.record("waited in vain")
    }
}
