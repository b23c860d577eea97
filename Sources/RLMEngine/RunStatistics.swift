package import LanguageModels

/// What a run has used so far, children included.
package struct RunStatistics: Sendable, Equatable, Codable {
    package struct ModelUse: Sendable, Equatable, Codable {
        package var calls = 0
        package var usage = TokenUsage()
        /// US dollars; nil when any call had no known price.
        package var costUSD: Double? = 0
        /// US dollars of the calls whose price is known.
        package var knownUSD = 0.0

        package init() {}
    }

    package var iterations = 0
    package var subcalls = 0
    package var subcallsRunning = 0
    /// Sub-calls that the cache answered; they are none of `subcalls` and cost nothing.
    package var cachedSubcalls = 0
    /// Those of them whose question was put differently.
    package var similarSubcalls = 0
    /// Files that the root's worker prepared while the model thought, and those of them that its code then asked for.
    package var preparedFiles = 0
    package var preparedFilesUsed = 0
    /// Deepest level reached: 0 when no child ran.
    package var depth = 0
    package var wallSeconds = 0.0
    /// Seconds spent waiting for root models, and running cells.
    package var modelSeconds = 0.0
    package var replSeconds = 0.0
    /// By the model's full name.
    package var byModel: [String: ModelUse] = [:]

    package init() {}

    package var usage: TokenUsage { byModel.values.reduce(TokenUsage()) { $0 + $1.usage } }

    /// US dollars in all; nil when any call had no known price.
    package var costUSD: Double? {
        byModel.values.reduce(0.0 as Double?) { sum, use in
            guard let sum, let cost = use.costUSD else { return nil }
            return sum + cost
        }
    }
}
