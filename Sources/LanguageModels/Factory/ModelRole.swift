/// What a model is made for: only `scripted` makes a difference between them.
package enum ModelRole: String, Sendable {
    /// Writes code turn by turn, or answers a small input directly.
    case root
    /// Answers single prompts that code sends, `llm_query`.
    case sub
}
