import Synchronization

/// The context plans of a process, by server and model, so that a root model and a sub-model that are the same model
/// agree on one context size instead of making the server load it anew for each call.
final class OllamaPlans: Sendable {
    private let plans = Mutex<[String: OllamaContextPlan]>([:])

    func plan(server: String, model: String) -> OllamaContextPlan {
        plans.withLock { plans in
            let key = server + " " + model
            if let plan = plans[key] { return plan }
            let plan = OllamaContextPlan()
            plans[key] = plan
            return plan
        }
    }
}
