import REPL
import Synchronization

/// Leads the calls of a worker's code to the question that is being answered.
final class CallRoute: Sendable {
    private let router = Mutex<SubcallRouter?>(nil)

    /// nil when no question is being answered.
    func connect(_ new: SubcallRouter?) {
        router.withLock { $0 = new }
    }

    func answer(_ call: Subcall) async -> SubcallReply {
        guard let router = router.withLock({ $0 }) else { return .failure("no question is being answered now") }
        return await router.answer(call)
    }
}
