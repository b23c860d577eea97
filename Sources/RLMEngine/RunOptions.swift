package import REPL

/// How a run is to go, beyond its models and its corpus.
package struct RunOptions: Sendable {
    package var limits = RunLimits()
    package var repl = REPLSettings()
    /// Characters of corpus below which the model is asked directly, without a REPL (about 2^14 tokens).
    package var directThreshold = 48_000
    package var alwaysRecurse = false
    /// Has the root's worker prepare, while the model thinks, the files that its code is likely to ask for.
    package var preparesFiles = true
    /// How the cache answers also questions that mean the same; nil compares calls to the byte alone.
    package var similarReplies: SimilarReplies?
    package var prompts = Prompts.embedded
    /// Replaces the root model's system prompt; nil keeps the one of `prompts`.
    package var systemPrompt: String?
    /// Uses the shorter root prompt, for small models.
    package var compactPrompt = false
    /// Share of the root model's window at which a chat sums up its earlier questions.
    package var foldAt = 0.7

    package init() {}
}
