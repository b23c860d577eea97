/// A call to a model that code in the worker makes and waits for, or is going to make.
package struct Subcall: Sendable, Equatable {
    package enum Kind: UInt8, Sendable {
        /// `llm_query`: one plain call.
        case model = 1
        /// `rlm_query`, `recursive_llm`: a child with its own worker and loop.
        case recursive = 2
    }

    package var kind: Kind
    package var prompt: String
    /// The text a recursive child explores; nil when the prompt is all there is.
    package var context: String?
    /// The model the code asked for by name; nil for the configured sub-model.
    package var model: String?
    /// Set when the code has not asked for it yet, and perhaps never does.
    package var anticipation: Anticipation?

    package init(
        kind: Kind, prompt: String, context: String? = nil, model: String? = nil, anticipation: Anticipation? = nil
    ) {
        self.kind = kind
        self.prompt = prompt
        self.context = context
        self.model = model
        self.anticipation = anticipation
    }
}
