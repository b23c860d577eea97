import LanguageModels
import RLMEngine

/// What the questions of a chat have taken together.
struct ChatCost {
    private let questions: Int
    private let turns: Int
    private let subcalls: Int
    private let usage: TokenUsage
    private let dollars: Double?
    private let byModel: [String: (calls: Int, usage: TokenUsage, dollars: Double?)]

    init(_ exchanges: [ChatExchange]) {
        let statistics = exchanges.map(\.statistics)
        questions = exchanges.count
        turns = statistics.reduce(0) { $0 + $1.iterations }
        subcalls = statistics.reduce(0) { $0 + $1.subcalls }
        usage = statistics.reduce(TokenUsage()) { $0 + $1.usage }
        dollars = Self.sum(statistics.map(\.costUSD))
        byModel = Dictionary(grouping: statistics.flatMap(\.byModel), by: \.key).mapValues { uses in
            (
                uses.reduce(0) { $0 + $1.value.calls }, uses.reduce(TokenUsage()) { $0 + $1.value.usage },
                Self.sum(uses.map(\.value.costUSD))
            )
        }
    }

    /// nil when one of them is not known.
    private static func sum(_ dollars: [Double?]) -> Double? {
        dollars.reduce(0.0 as Double?) { sum, next in
            guard let sum, let next else { return nil }
            return sum + next
        }
    }

    /// Such as `3 questions, 7 turns, about 12.3k tokens, $0.02`.
    var line: String {
        var facts = [Quantity.counted(questions, "question"), Quantity.counted(turns, "turn")]
        if subcalls > 0 { facts.append(Quantity.counted(subcalls, "sub-call")) }
        return (facts + Self.price(usage, dollars)).joined(separator: ", ")
    }

    /// The line, and below it each model's share where there are several.
    var text: String {
        guard byModel.count > 1 else { return line }
        let shares = byModel.sorted { $0.key < $1.key }.map { name, use in
            "  \(PlainText.oneLine(name)): "
                + ([Quantity.counted(use.calls, "call")] + Self.price(use.usage, use.dollars)).joined(separator: ", ")
        }
        return ([line] + shares).joined(separator: "\n")
    }

    private static func price(_ usage: TokenUsage, _ dollars: Double?) -> [String] {
        guard usage.total > 0 else { return [] }
        let tokens = (usage.estimated ? "about " : "") + Quantity.counted(usage.total, "token")
        return [tokens, dollars.map(Quantity.dollars) ?? "price unknown"]
    }
}
