package import LanguageModels
package import REPL

/// One step of a run. The terminal, the trace file, the socket and the tests all read this one stream.
///
/// `depth` is 0 for the root and grows with each recursive child; events of children carry the child's depth.
package struct Event: Sendable {
    package enum Kind: Sendable {
        /// A run, or a recursive child, begins.
        case started(RunDescription)
        /// The root model is asked for turn `iteration` of `limit` (from 1); `messages` were added since the last turn.
        case iterationStarted(iteration: Int, limit: Int, messages: [Message])
        /// The reply that follows is the answer itself: a small input was shown to the model.
        case answering
        /// A piece of the root model's reply.
        case modelText(String)
        /// The root model's whole reply.
        case modelReplied(ModelReply, seconds: Double)
        /// Of the reply that follows no more was taken, because what comes behind the code that ran changes nothing, or
        /// did not come.
        case replyCutShort(ModelReply, to: ModelRequest, model: String)
        /// A call failed and will be tried again after `delay` seconds.
        case modelRetrying(ModelError, delay: Double)
        case cellStarted(code: String)
        case cellFinished(CellResult, code: String)
        /// The run ends in the middle of a cell; what the cell did until then.
        case cellInterrupted(CellResult, code: String)
        case subcallStarted(id: Int, Subcall)
        case subcallFinished(
            id: Int, SubcallReply, usage: TokenUsage, seconds: Double, answeredBy: String? = nil)
        /// A sub-call was answered from the cache, at once and for nothing; `similarity` is that of the question to the
        /// one that was answered, nil for the same call.
        case subcallReused(id: Int, Subcall, SubcallReply, similarity: Double?)
        /// Running totals after anything that changed them.
        case usage(RunStatistics)
        /// Something the user should know: a sandbox layer missing, files skipped, a limit near.
        case notice(String)
        case answered(Answer)
    }

    /// Seconds since the run began.
    package var time: Double
    package var depth: Int
    package var kind: Kind

    package init(time: Double, depth: Int, kind: Kind) {
        self.time = time
        self.depth = depth
        self.kind = kind
    }
}
