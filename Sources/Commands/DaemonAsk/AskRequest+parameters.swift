import Corpus
import FoundationEssentials
import Glibc
import JSON

extension AskRequest {
    /// What `query/start` takes for this question.
    /// - Parameters:
    ///   - parsed: the command line.
    ///   - environment: its settings hold for this question, whatever those of the daemon are.
    func parameters(_ parsed: ParsedArguments, environment: [String: String]) throws -> JSONValue {
        let folder = FileManager.default.currentDirectoryPath
        var options = parsed.queryOptions
        for (variable, option) in Self.variables where options[option] == nil {
            if let value = environment[variable], !value.isEmpty { options[option] = .string(value) }
        }
        return [
            "question": .string(question), "workingDirectory": .string(folder), "options": .object(options),
            "sources": .array(try paths.map { path in try Self.source(path, folder) }),
        ]
    }

    private static let variables = [
        ("RLM_MODEL", "model"), ("RLM_SUB_MODEL", "subModel"), ("RLM_BASE_URL", "baseUrl"), ("RLM_CONFIG", "config"),
    ]

    private static func source(_ path: String, _ folder: String) throws -> JSONValue {
        guard path == "-" else {
            return ["kind": "path", "path": .string(path.hasPrefix("/") ? path : folder + "/" + path)]
        }
        guard isatty(STDIN_FILENO) == 0 else { throw CorpusError.standardInputIsTerminal }
        return ["kind": "text", "path": "stdin", "text": .string(try StandardInput.text())]
    }
}
