/// One call on its way through a pool: where it has failed already, and where it would rather go.
struct PoolCall: Sendable {
    /// Order of arrival; a call that comes back after a failure keeps its place.
    let ticket: Int
    /// The call is a turn of a conversation.
    let isConversation: Bool
    /// The member that answered the conversation so far.
    var home: Int?
    /// The members that failed it, with why.
    private(set) var failures: [(member: Int, error: ModelError)] = []

    init(ticket: Int, isConversation: Bool = false, home: Int? = nil) {
        self.ticket = ticket
        self.isConversation = isConversation
        self.home = home
    }

    mutating func failed(at member: Int, _ error: ModelError) { failures.append((member, error)) }

    func hasTried(_ member: Int) -> Bool { failures.contains { $0.member == member } }

    /// Any member will do, as for every other such call.
    var isPlain: Bool { failures.isEmpty && !isConversation }

    /// Turns of conversations go first, then what has failed elsewhere, then the order of arrival.
    func precedes(_ other: PoolCall) -> Bool {
        if isPlain != other.isPlain { return !isPlain }
        return ticket < other.ticket
    }
}
