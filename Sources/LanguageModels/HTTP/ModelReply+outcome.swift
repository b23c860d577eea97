extension ModelReply {
    /// A reply from what a decoder found out; usage is estimated where the provider gave none, and the cost is the
    /// provider's own or follows from the price.
    init(text: String, outcome: ReplyOutcome, request: ModelRequest, price: ModelPrice?) {
        let usage = outcome.usage ?? .estimate(messages: request.messages, reply: text)
        self.init(
            text: text, usage: usage, finishReason: outcome.finishReason,
            costUSD: outcome.costUSD ?? price?.cost(of: usage, cacheWriteTokens: outcome.cacheWriteTokens))
    }
}
