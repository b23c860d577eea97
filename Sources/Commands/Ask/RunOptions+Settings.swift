import Configuration
import REPL
import RLMEngine

extension RunOptions {
    /// The options that the settings ask for.
    /// - Parameter systemPrompt: the text of `--system-prompt`.
    init(_ settings: Settings, systemPrompt: String?) throws {
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
            concurrency: limits.concurrency, batchCalls: settings.worker.batchCalls,
            mapTexts: settings.worker.mapTexts)
        directThreshold = limits.directThreshold
        alwaysRecurse = limits.alwaysRecurse
        compactPrompt = settings.model.compactPrompt
        self.systemPrompt = systemPrompt
        if let folder = settings.model.promptFolder {
            do {
                prompts = try prompts.overridden(byFilesIn: folder)
            } catch {
                throw CommandFailure(.input, "model.prompt-folder \(folder): \(error)")
            }
        }
    }
}
