import FoundationEssentials
import JSON
import RLMEngine

extension Answer {
    /// The answer that the last update of a query holds; nil when the query came to none.
    init?(_ state: JSONValue) {
        guard let text = state["answer"]?.string,
            let reason = state["stopReason"]?.string.flatMap(StopReason.init(rawValue:))
        else { return nil }
        let statistics = state["statistics"].flatMap {
            try? JSONDecoder().decode(RunStatistics.self, from: Data($0.encoded))
        }
        let citations = (state["citations"]?.array ?? []).map { citation in
            Citation(
                path: citation["path"]?.string ?? "", line: citation["startLine"]?.integer ?? 0,
                endLine: citation["endLine"]?.integer ?? 0, quote: citation["quote"]?.string ?? "",
                verified: citation["verified"]?.bool ?? false)
        }
        self.init(
            text: text, citations: citations, stopReason: reason, problem: state["error"]?["message"]?.string,
            statistics: statistics ?? RunStatistics())
    }
}
