import FoundationEssentials
import LanguageModels
package import RLMEngine

/// An answer as the one JSON object that `--json` prints.
package struct AnswerJSON: Encodable {
    private struct Statistics: Encodable {
        var iterations: Int
        var subcalls: Int
        /// Sub-calls that the cache answered; none of `subcalls`.
        var cachedSubcalls: Int
        /// Those of them whose question was put differently.
        var similarSubcalls: Int
        /// Files prepared while the root model thought, and those of them that its code then asked for.
        var preparedFiles: Int
        var preparedFilesUsed: Int
        var depth: Int
        var wallSeconds: Double
        var modelSeconds: Double
        var replSeconds: Double
        var promptTokens: Int
        var completionTokens: Int
        @NullWhenNil var costUSD: Double?
        var byModel: [String: ModelUse]
    }

    private struct ModelUse: Encodable {
        var calls: Int
        var promptTokens: Int
        var completionTokens: Int
        @NullWhenNil var costUSD: Double?
    }

    private var answer: String
    private var citations: [Citation]
    private var success: Bool
    private var partial: Bool
    private var stopReason: StopReason
    private var stats: Statistics
    private var model: String
    private var subModel: String
    /// The path of the trace; null when none was asked for.
    @NullWhenNil private var trace: String?

    package init(_ answer: Answer, model: String, subModel: String, trace: String?) {
        self.answer = answer.text
        citations = answer.citations
        success = answer.success
        partial = answer.partial
        stopReason = answer.stopReason
        stats = Self.statistics(answer.statistics)
        self.model = model
        self.subModel = subModel
        self.trace = trace
    }

    /// The object with its keys in a fixed order, and a newline.
    package func text() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    }

    private static func statistics(_ used: RunStatistics) -> Statistics {
        Statistics(
            iterations: used.iterations, subcalls: used.subcalls, cachedSubcalls: used.cachedSubcalls,
            similarSubcalls: used.similarSubcalls,
            preparedFiles: used.preparedFiles, preparedFilesUsed: used.preparedFilesUsed,
            depth: used.depth,
            wallSeconds: rounded(used.wallSeconds), modelSeconds: rounded(used.modelSeconds),
            replSeconds: rounded(used.replSeconds), promptTokens: used.usage.prompt,
            completionTokens: used.usage.completion, costUSD: used.costUSD,
            byModel: used.byModel.mapValues { use in
                ModelUse(
                    calls: use.calls, promptTokens: use.usage.prompt, completionTokens: use.usage.completion,
                    costUSD: use.costUSD)
            })
    }

    /// To milliseconds: more digits would be noise.
    private static func rounded(_ seconds: Double) -> Double { (seconds * 1000).rounded() / 1000 }
}
