import Commands
import Configuration
import Corpus
import Dogfood
import GitStore
import RLMEngine

extension OpenRepository {
    /// The analyst that the command line asks for: a model that it names, or else the built-in one.
    /// - Parameter count: findings that a model is asked for at most.
    func analyst(
        _ input: VerbInput, _ settings: Settings, base: GitObjectID, count: Int
    ) async throws -> any Analyst {
        let focus = input.parsed.text("--focus")
        let files = try ProjectFiles(git, base: base, rules: policy(for: base).paths)
        guard let name = input.parsed.text("--model"), name != "builtin" else {
            return BuiltinAnalyst(files, recipes: try recipes(input.parsed, files), focus: focus)
        }
        let notice: @Sendable (String) -> Void = { text in
            try? StandardOutput.write("rlm-dogfood: \(PlainText.oneLine(text))\n", to: 2)
        }
        let models = try await AskModels(settings, environment: input.environment, onRemark: notice)
        var options = try RunOptions(settings, systemPrompt: nil)
        options.fit([models.root, models.sub], settings)
        options.alwaysRecurse = true
        let known = try await BuiltinAnalyst(files).findings()
        let notes = try MaintainerNotes(
            git, base: base, ledger: ledger.state, policy: try policy(for: base), known: known)
        return ModelAnalyst(
            RecursiveLanguageModel(model: models.root, subModel: models.sub, options: options),
            corpus: try await corpus(of: base, CorpusOptions(settings.corpus)), files: files,
            request: AnalysisRequest(focus: focus, count: count, notes: notes.text), onNotice: notice)
    }

    /// The recipes that need only the files, and for a Swift package those that need what is built of it.
    func recipes(_ parsed: ParsedArguments, _ files: ProjectFiles) throws -> [any Recipe] {
        guard parsed.text("--test-command") == nil, files.paths.contains("Package.swift") else {
            return BuiltinAnalyst.allRecipes
        }
        let tree = try git.commit(files.base).tree
        let examiner = examiner(parsed)
        let products = { @Sendable in try await examiner.products(of: tree) { GateProgressLine.write($0) } }
        return BuiltinAnalyst.allRecipes + [
            WarningRecipe {
                let products = try await products()
                return products.toolchain.flatMap { BaseBuild(products: products.folder, toolchain: $0) }
            },
            StaleHelpRecipe { try await products().output(of: $0, $1) },
            ExampleTestRecipe {
                try await products().targets
            } objections: {
                try await products().objections(to: $0)
            },
        ]
    }

    /// Commits whose changes a model may read.
    private static let readCommits = 50

    /// The base commit's files and its last commits, from the object database.
    private func corpus(of base: GitObjectID, _ options: CorpusOptions) async throws -> Corpus {
        var options = options
        options.currentFolder = String(decoding: place, as: UTF8.self)
        var sources = [CorpusSource.git(revision: "\(base)", path: ".")]
        if let oldest = try git.history(of: base, atMost: Self.readCommits).last, oldest != base {
            sources.append(.git(revision: "\(oldest)..\(base)", path: "."))
        }
        return try await CorpusBuilder(sources, options: options).build()
    }
}
