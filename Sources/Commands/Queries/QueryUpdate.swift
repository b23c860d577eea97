import JSON

/// One thing that a query tells its clients, with its place among all of them.
struct QueryUpdate: Sendable, Equatable {
    /// The `kind` of the protocol.
    enum Kind: String, Sendable {
        case state, input, delta, reset, step, subcalls, citation, usage, notice
    }

    /// Rises from each update to the next.
    let seq: Int
    let kind: Kind
    /// What the kind has besides: the members of the notification.
    let members: [String: JSONValue]

    init(seq: Int, kind: Kind, members: [String: JSONValue]) {
        (self.seq, self.kind, self.members) = (seq, kind, members)
    }

    /// What `params` has made.
    init?(params: JSONValue) {
        guard var members = params.object, let seq = members["seq"]?.integer,
            let kind = members["kind"]?.string.flatMap(Kind.init)
        else { return nil }
        for name in ["queryId", "seq", "kind"] { members[name] = nil }
        self.init(seq: seq, kind: kind, members: members)
    }

    /// The parameters of `query/update`.
    func params(of queryID: String) -> JSONValue {
        var members = members
        members["queryId"] = .string(queryID)
        members["seq"] = .integer(seq)
        members["kind"] = .string(kind.rawValue)
        return .object(members)
    }
}
