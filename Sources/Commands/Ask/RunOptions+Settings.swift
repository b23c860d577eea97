package import Configuration
package import LanguageModels
import REPL
package import RLMEngine

extension RunOptions {
    /// The options that the settings ask for.
    /// Calls in flight at once where neither the user nor the models say.
    static let usualConcurrency = 16

    /// - Parameter systemPrompt: the text of `--system-prompt`.
    package init(_ settings: Settings, systemPrompt: String?) throws {
        self.init()
        let limits = settings.limits
        self.limits.iterations = limits.iterations
        self.limits.depth = limits.depth
        self.limits.subcalls = limits.subcalls
        self.limits.tokens = limits.tokens
        self.limits.costUSD = limits.costUSD
        self.limits.seconds = limits.seconds
        self.limits.consecutiveErrors = limits.consecutiveErrors
        repl = REPLSettings(
            cellTimeout: settings.worker.cellTimeout, outputLimit: settings.worker.outputLimit,
            memoryLimit: settings.worker.memoryLimit, requireSandbox: settings.worker.requireSandbox,
            concurrency: limits.concurrency ?? Self.usualConcurrency, batchCalls: settings.worker.batchCalls,
            mapTexts: settings.worker.mapTexts)
        preparesFiles = settings.worker.prepareFiles
        directThreshold = limits.directThreshold
        alwaysRecurse = limits.alwaysRecurse
        compactPrompt = settings.model.compactPrompt
        self.systemPrompt = systemPrompt
        foldAt = settings.chat.sumUpAt
        if let folder = settings.model.promptFolder {
            do {
                prompts = try prompts.overridden(byFilesIn: folder)
            } catch {
                throw CommandFailure(.input, "model.prompt-folder \(folder): \(error)")
            }
        }
    }

    /// Has as many calls in flight as the models can take, where the user did not say how many.
    package mutating func fit(_ models: [any LanguageModel], _ settings: Settings) {
        let capacity = models.compactMap(\.capacity).max()
        repl.concurrency = settings.limits.concurrency ?? max(Self.usualConcurrency, capacity ?? 0)
    }
}
