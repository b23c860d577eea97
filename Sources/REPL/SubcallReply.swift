/// How a sub-call ended: the text that `llm_query` returns, or the message of the exception it raises.
package enum SubcallReply: Sendable, Equatable {
    case text(String)
    /// Raised in the worker as `SubcallError`; in a batch, the item's place holds the error instead.
    case failure(String)
    /// The answer to a call sent ahead that was not made: the worker makes it when the code asks for it.
    case declined
}
