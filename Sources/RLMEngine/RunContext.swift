import Hashing
import LanguageModels
import REPL
import ReplyCache
import Synchronization

/// What a run and all its recursive children share: models, limits, budget, the event stream and the call slots.
final class RunContext: Sendable {
    let subModel: any LanguageModel
    let options: RunOptions
    let events: EventStream
    let budget: Budget
    /// Calls to models in flight at once, over all children.
    let callSlots: CallSlots
    /// Workers of recursive children alive at once, by depth, so that a parent that waits never starves its child.
    private let slotsByDepth = Mutex<[Int: CallSlots]>([:])
    let memo = SubcallMemo()
    /// Replies of earlier runs; nil when none are to be used.
    let cache: ReplyCache?
    private let ownSecret = SecretDigest()
    /// Nil when only the same calls are answered from the cache.
    let meanings: MeaningLookup?
    private let subcallIDs = Atomic(0)
    private static let conversationIDs = Atomic(0)
    private let models: [any LanguageModel]

    init(_ rlm: RecursiveLanguageModel, events: EventStream) {
        subModel = rlm.subModel
        options = rlm.options
        cache = rlm.cache
        self.events = events
        let budget = Budget(limits: rlm.options.limits)
        self.budget = budget
        meanings = rlm.cache.flatMap { cache in
            rlm.options.similarReplies.map { settings in
                MeaningLookup(settings, cache: cache, budget: budget) { events.emit(.notice($0), depth: 0) }
            }
        }
        callSlots = CallSlots(count: rlm.options.repl.concurrency)
        models = [rlm.subModel, rlm.model] + rlm.otherModels
    }

    func emit(_ kind: Event.Kind, depth: Int) {
        events.emit(kind, depth: depth)
    }

    /// What keys of calls digest long texts with.
    var longTexts: SecretDigest { cache?.longTexts ?? ownSecret }

    /// The slots for the children of a loop at `depth`.
    func childSlots(depth: Int) -> CallSlots {
        slotsByDepth.withLock { slots in
            if let known = slots[depth] { return known }
            let new = CallSlots(count: options.repl.concurrency)
            slots[depth] = new
            return new
        }
    }

    /// A number for the next sub-call, unique in the run.
    func nextSubcallID() -> Int {
        subcallIDs.add(1, ordering: .relaxed).newValue
    }

    /// A number for the turns of one more loop, unique in the process.
    func nextConversationID() -> Int {
        Self.conversationIDs.add(1, ordering: .relaxed).newValue
    }

    /// The totals up to now.
    func currentStatistics() -> RunStatistics {
        budget.record { [elapsed = events.elapsed] in $0.wallSeconds = elapsed }
        return budget.statistics
    }

    /// The allowed model that `name` means, by its full name or without the provider; nil when there is none.
    func model(named name: String) -> (any LanguageModel)? {
        models.first { $0.name == name || $0.name.hasSuffix("/" + name) }
    }

    /// Seconds left of the wall-time limit; nil when there is none.
    var secondsLeft: Double? {
        options.limits.seconds.map { $0 - events.elapsed }
    }
}
