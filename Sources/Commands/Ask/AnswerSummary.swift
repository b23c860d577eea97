import LanguageModels
import RLMEngine

/// The last line on standard error: what the run took.
enum AnswerSummary {
    static func text(_ answer: Answer) -> String {
        let used = answer.statistics
        var facts = [Quantity.counted(used.iterations, "turn")]
        if used.subcalls > 0 { facts.append(Quantity.counted(used.subcalls, "sub-call")) }
        if used.cachedSubcalls > 0 { facts.append(cached(used)) }
        if used.usage.total > 0 {
            facts.append((used.usage.estimated ? "about " : "") + Quantity.counted(used.usage.total, "token"))
            facts.append(used.costUSD.map(Quantity.dollars) ?? "price unknown")
        }
        let verb = answer.success ? "answered" : answer.partial ? "partly answered" : "no answer"
        return "\(verb) in \(Quantity.seconds(used.wallSeconds)): \(facts.joined(separator: ", "))"
    }

    private static func cached(_ used: RunStatistics) -> String {
        let similar = used.similarSubcalls > 0 ? " (\(Quantity.short(used.similarSubcalls)) by meaning)" : ""
        return "\(Quantity.short(used.cachedSubcalls)) from the cache\(similar)"
    }
}
