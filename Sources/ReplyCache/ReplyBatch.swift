/// What the cache has still to write.
struct ReplyBatch: Sendable {
    struct Reply: Sendable {
        var text: String
        var model: String
        var used: Int64
    }

    struct Use: Sendable {
        var count = 0
        var last: Int64 = 0
    }

    struct Meaning: Sendable {
        var scope: MeaningScope
        var direction: Direction
    }

    var replies: [ReplyKey: Reply] = [:]
    /// How often, and when last, replies were given that the database holds.
    var uses: [ReplyKey: Use] = [:]
    /// What the questions of replies mean.
    var meanings: [ReplyKey: Meaning] = [:]
    /// Bytes of the replies.
    var bytes = 0

    var isEmpty: Bool { replies.isEmpty && uses.isEmpty && meanings.isEmpty }

    mutating func add(_ text: String, model: String, for key: ReplyKey, at now: Int64) {
        bytes += text.utf8.count
        if let old = replies.updateValue(Reply(text: text, model: model, used: now), forKey: key) {
            bytes -= old.text.utf8.count
        }
    }

    mutating func use(_ key: ReplyKey, at now: Int64) {
        uses[key, default: Use()].count += 1
        uses[key]?.last = now
    }

    mutating func take() -> ReplyBatch {
        defer { self = ReplyBatch() }
        return self
    }
}
