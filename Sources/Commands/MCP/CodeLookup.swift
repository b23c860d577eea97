import Bridge
import Configuration
import Corpus
import JSON
import REPL
import RLMEngine

/// What the worker's own helpers find in the files, without any model.
struct CodeLookup: Sendable {
    private let service: QueryService
    private let folders: MCPFolders
    private let corpusOptions: CorpusOptions
    private let repl: REPLSettings

    /// - Throws: whatever is wrong with the configuration.
    init(_ service: QueryService, _ folders: MCPFolders, _ parsed: ParsedArguments, _ environment: [String: String])
        throws
    {
        (self.service, self.folders) = (service, folders)
        let settings = try Configuration(
            file: parsed.text("--config"), environment: environment, options: parsed.settings
        ).settings
        corpusOptions = CorpusOptions(settings.corpus)
        repl = try RunOptions(settings, systemPrompt: nil).repl
    }

    /// What `print(expression)` prints over the files.
    /// - Parameters:
    ///   - expression: Python, in which texts of a client's are literals.
    ///   - paths: as a client names them.
    func printed(_ expression: String, over paths: [String]) async throws -> String {
        let sources = try folders.resolved(paths).map { QuerySource.path($0, digest: nil) }
        let input = QueryInput(folder: folders.folder, sources: sources)
        let corpus = try await service.corpora.corpus(for: input, corpusOptions)
        let session = try await REPLSession(corpus: corpus, settings: repl) { _ in .failure("no model is asked here") }
        let result: CellResult
        do {
            result = try await session.run("print(\(expression))")
        } catch {
            await session.close()
            throw error
        }
        await session.close()
        guard result.outcome == .completed else {
            throw RPCError(.internalError, "it could not be looked up: \(result.stderr.suffix(500))")
        }
        return result.stdout
    }

    /// A text as a literal of Python: JSON's are such.
    static func literal(_ text: String) -> String { String(decoding: JSONValue.string(text).encoded, as: UTF8.self) }
}
