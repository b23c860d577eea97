package import LanguageModels
package import RLMEngine

/// What models took for a piece of work.
package struct Spending: Sendable, Equatable {
    /// US dollars of the tokens that have a known price.
    package private(set) var knownUSD = 0.0
    package private(set) var tokens = 0
    /// Those of the tokens whose price nobody told.
    package private(set) var unpricedTokens = 0

    package static let none = Spending()

    package init(costUSD: Double? = 0, tokens: Int = 0) {
        (knownUSD, self.tokens) = (costUSD ?? 0, tokens)
        unpricedTokens = costUSD == nil ? tokens : 0
    }

    package init(_ reply: ModelReply) {
        self = reply.besides.reduce(Spending(costUSD: reply.costUSD, tokens: reply.usage.total)) {
            $0 + Spending(costUSD: $1.costUSD, tokens: $1.usage.total)
        }
    }

    package init(_ run: RunStatistics) {
        for use in run.byModel.values {
            knownUSD += use.knownUSD
            tokens += use.usage.total
            unpricedTokens += use.costUSD == nil ? use.usage.total : 0
        }
    }

    /// US dollars in all; nil when a part of it has no known price.
    package var costUSD: Double? { unpricedTokens == 0 ? knownUSD : nil }

    package static func + (left: Spending, right: Spending) -> Spending { left.joined(with: right, sign: 1) }

    /// What came on top of an earlier sum.
    package static func - (left: Spending, right: Spending) -> Spending { left.joined(with: right, sign: -1) }

    private func joined(with other: Spending, sign: Int) -> Spending {
        var sum = self
        sum.knownUSD += Double(sign) * other.knownUSD
        sum.tokens += sign * other.tokens
        sum.unpricedTokens += sign * other.unpricedTokens
        return sum
    }
}

extension Spending: Codable {
    private enum CodingKeys: String, CodingKey { case knownUSD, tokens, unpricedTokens }

    /// Reads also the plain number of dollars that older journals hold.
    package init(from decoder: any Decoder) throws {
        if let dollars = try? decoder.singleValueContainer().decode(Double.self) {
            self.init(costUSD: dollars)
            return
        }
        self.init()
        let values = try decoder.container(keyedBy: CodingKeys.self)
        knownUSD = try values.decode(Double.self, forKey: .knownUSD)
        tokens = try values.decode(Int.self, forKey: .tokens)
        unpricedTokens = try values.decode(Int.self, forKey: .unpricedTokens)
    }
}
