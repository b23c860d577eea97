/// Anything that turns a conversation into a reply: a server, a command-line agent, a script, or the built-in rules.
///
/// Implementations are safe to call from many tasks at once. Cancelling the calling task ends the call promptly
/// with `ModelError.Kind.cancelled` and releases whatever it held (sockets, processes).
package protocol LanguageModel: Sendable {
    /// The full name a user would type after `--model`, such as `ollama/qwen3:14b`.
    var name: String { get }

    /// Tokens that prompt and reply may take together, when the provider tells; nil when unknown.
    func contextWindow() async -> Int?

    /// True for a model that answers only through code in the REPL; it is never shown the input directly.
    var needsREPL: Bool { get }

    /// What tells this model from every other that might answer differently: server, name, limits; never a key. Nil for
    /// a model whose replies are not worth keeping, or not the same from run to run.
    var replyIdentity: String? { get }

    /// Calls that can be answered at once; nil when nothing is known of that.
    var capacity: Int? { get }

    /// US dollars that `usage` would cost; nil when no price is known. Used to reserve a budget before a call.
    func priceUSD(of usage: TokenUsage) -> Double?

    /// Asks for one reply.
    /// - Parameter onText: called with each piece of the reply's text in order, as it arrives, possibly on another
    ///   thread; the pieces joined are `ModelReply.text`. A model that cannot stream calls it once. A retry that
    ///   happens inside happens only before the first piece.
    func respond(
        to request: ModelRequest, onText: @escaping @Sendable (String) -> Void
    ) async throws(ModelError) -> ModelReply
}

extension LanguageModel {
    package var needsREPL: Bool { false }
    package var replyIdentity: String? { nil }
    package var capacity: Int? { nil }
    package func priceUSD(of usage: TokenUsage) -> Double? { nil }

    /// Asks for one reply without following its stream.
    package func respond(to request: ModelRequest) async throws(ModelError) -> ModelReply {
        try await respond(to: request, onText: { _ in })
    }
}
