package import Bridge
import JSON

extension QueryService {
    /// The methods `query/*`.
    package var methods: MethodTable {
        var methods = MethodTable()
        // On the spot, so that the answer comes before the first update.
        methods.atOnce("query/start") { params, context in
            let query = try self.start(params)
            Self.subscribe(context.peer, to: query, after: 0)
            return ["queryId": .string(query.id), "sessionId": .string(query.sessionID)]
        }
        methods.atOnce("query/attach") { params, context in
            let query = try self.query(params.text("queryId"))
            let seq = try params.optionalInteger("afterSeq") ?? 0
            let last = query.log.lastSeq
            Self.subscribe(context.peer, to: query, after: seq)
            return [
                "queryId": .string(query.id), "sessionId": .string(query.sessionID),
                "state": .string(query.state.rawValue), "lastSeq": .integer(last),
            ]
        }
        methods.on("query/cancel") { params, _ in
            let query = try self.query(params.text("queryId"))
            query.cancel()
            await query.finished()
            return ["state": .string(query.state.rawValue)]
        }
        methods.atOnce("query/list") { _, _ in ["queries": .array(self.summaries)] }
        return methods
    }

    /// Tells a client what a query tells, for as long as both last.
    private static func subscribe(_ peer: Peer, to query: Query, after seq: Int) {
        let id = query.id
        let number = peer.number
        query.log.subscribe(after: seq, as: number) { update in
            peer.notify("query/update", update.params(of: id), update.delivery(of: id))
        }
        peer.onClose { [weak log = query.log] in log?.unsubscribe(number) }
    }
}

extension QueryUpdate {
    /// What may become of it when the client is slow.
    fileprivate func delivery(of queryID: String) -> Delivery {
        switch kind {
        case .delta: .piece(of: queryID)
        case .usage, .subcalls: .progress(of: queryID, kind.rawValue)
        case .state, .input, .reset, .step, .citation, .notice: .always(in: queryID)
        }
    }
}
