package import LanguageModels
import REPL

/// What has to be the same for a run to go the same way again; stands in a trace before its steps.
package struct RunSetup: Sendable, Equatable, Codable {
    /// What a model is, as far as the engine asks.
    package struct Model: Sendable, Equatable, Codable {
        package var name: String
        package var needsREPL: Bool
        package var contextWindow: Int?

        package init(_ model: any LanguageModel) async {
            name = model.name
            needsREPL = model.needsREPL
            let window = try? await withDeadline(seconds: 10) { await model.contextWindow() }
            contextWindow = window ?? nil
        }
    }

    /// Where the input came from.
    package struct Input: Sendable, Equatable, Codable {
        package var folder: String
        package var paths: [String]
        package var revision: String?
        package var include: [String]
        package var exclude: [String]
        package var noIgnore: Bool

        package init(
            folder: String, paths: [String], revision: String?, include: [String], exclude: [String], noIgnore: Bool
        ) {
            (self.folder, self.paths, self.revision) = (folder, paths, revision)
            (self.include, self.exclude, self.noIgnore) = (include, exclude, noIgnore)
        }
    }

    /// The form that this program writes and reads.
    static let currentVersion = 2

    package var version = Self.currentVersion
    package var question: String
    package var root: Model
    package var sub: Model
    package var input: Input
    /// What each file holds, by its path; see `Corpus.contentDigests`.
    package var files: [String: String]
    var options: Options

    package init(
        question: String, root: Model, sub: Model, input: Input, files: [String: String], options: RunOptions
    ) {
        (self.question, self.root, self.sub) = (question, root, sub)
        (self.input, self.files, self.options) = (input, files, Options(options))
    }

    /// The part of `RunOptions` that decides what is asked and run. Limits of time, tokens and money are none of it:
    /// where one ended the run, the record ends.
    struct Options: Sendable, Equatable, Codable {
        var iterations: Int
        var depth: Int
        var subcalls: Int?
        var consecutiveErrors: Int
        var cellTimeout: Double
        var outputLimit: Int
        var memoryLimit: Int
        var concurrency: Int
        var batchCalls: Bool
        var directThreshold: Int
        var alwaysRecurse: Bool
        var compactPrompt: Bool
        var systemPrompt: String?
        var prompts: Prompts

        init(_ options: RunOptions) {
            (iterations, depth) = (options.limits.iterations, options.limits.depth)
            (subcalls, consecutiveErrors) = (options.limits.subcalls, options.limits.consecutiveErrors)
            (cellTimeout, outputLimit) = (options.repl.cellTimeout, options.repl.outputLimit)
            (memoryLimit, concurrency) = (options.repl.memoryLimit, options.repl.concurrency)
            (batchCalls, directThreshold) = (options.repl.batchCalls, options.directThreshold)
            (alwaysRecurse, compactPrompt) = (options.alwaysRecurse, options.compactPrompt)
            (systemPrompt, prompts) = (options.systemPrompt, options.prompts)
        }

        var runOptions: RunOptions {
            var options = RunOptions()
            (options.limits.iterations, options.limits.depth) = (iterations, depth)
            (options.limits.subcalls, options.limits.consecutiveErrors) = (subcalls, consecutiveErrors)
            options.repl = REPLSettings(
                cellTimeout: cellTimeout, outputLimit: outputLimit, memoryLimit: memoryLimit, concurrency: concurrency,
                batchCalls: batchCalls)
            (options.directThreshold, options.alwaysRecurse) = (directThreshold, alwaysRecurse)
            (options.compactPrompt, options.systemPrompt, options.prompts) = (compactPrompt, systemPrompt, prompts)
            return options
        }
    }
}
