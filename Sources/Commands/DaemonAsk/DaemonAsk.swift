import Bridge
import JSON
import RLMEngine

/// A question of `rlm ask --daemon`: put to the daemon and followed to its end.
///
/// When the daemon ends meanwhile, the next one is asked for the same query.
struct DaemonAsk: Sendable {
    /// How often a connection is made.
    private static let mostConnections = 5

    let question: String
    /// What `query/start` takes.
    let parameters: JSONValue
    /// Connects to a daemon, which is started if there is none, handshake included.
    let connect: @Sendable () async throws -> RPCClient
    /// Takes what the terminal shows of the run.
    let onEvent: @Sendable (Event) -> Void

    /// The parameters of the query's last update. Cancelling the task cancels the query, which then ends soon.
    func finalState() async throws -> JSONValue {
        let wish = CancelWish()
        // In a cancelled task nothing more would be heard.
        let following = Task { try await follow(wish) }
        return try await withTaskCancellationHandler {
            try await following.value
        } onCancel: {
            wish.cancel()
        }
    }

    private func follow(_ wish: CancelWish) async throws -> JSONValue {
        var client = try await connect()
        guard let id = try await client.request("query/start", parameters)["queryId"]?.string else {
            throw RPCError(.internalError, "the daemon took the question without naming the query")
        }
        var events = QueryEvents(question: question)
        var lastSeq = 0
        for connection in 1...Self.mostConnections {
            wish.concerns(id, client)
            for await notification in client.notifications {
                let update = notification.params
                guard notification.method == "query/update", update["queryId"]?.string == id else { continue }
                lastSeq = update["seq"]?.integer ?? lastSeq
                events.events(of: update).forEach(onEvent)
                if update["kind"] == "state", update["state"] != "running" { return update }
            }
            if connection == Self.mostConnections { break }
            client = try await connect()
            _ = try await client.request("query/attach", ["queryId": .string(id), "afterSeq": .integer(lastSeq)])
        }
        throw RPCClient.lost
    }
}
