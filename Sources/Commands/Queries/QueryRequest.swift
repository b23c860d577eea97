import Bridge
import Configuration
import JSON

/// What a client asks for with `query/start`.
struct QueryRequest: Sendable {
    /// Options that have a clearer name here than on the command line.
    private static let otherNames = ["maxSeconds": "--timeout", "maxSteps": "--max-iterations"]
    /// Options of `rlm ask` that are about its output.
    static let notTaken: Set<String> = ["--daemon", "--json", "--trace", "--quiet", "--verbose", "--help"]

    let question: String
    let folder: String
    let sources: [QuerySource]
    /// The session to go on with; nil begins one.
    let sessionID: String?
    /// The options as `rlm ask` would read them.
    let options: ParsedArguments

    init(_ params: Parameters) throws(RPCError) {
        question = try params.text("question")
        guard question.contains(where: { !$0.isWhitespace }) else { throw params.wrong("question", "a question") }
        folder = try params.path("workingDirectory")
        sessionID = try params.optionalText("sessionId")
        sources = try params.objects("sources").map { (source) throws(RPCError) in try QuerySource(source) }
        guard sessionID != nil || !sources.isEmpty else {
            throw RPCError(.invalidParams, "there are no “sources” to ask about")
        }
        options = try Self.options(params.object("options"))
    }

    /// The files that options name.
    var configurationFile: String? { options.text("--config").map(absolute) }
    var systemPromptFile: String? { options.text("--system-prompt").map(absolute) }

    /// nil when no source is named: the session's own.
    var input: QueryInput? {
        sources.isEmpty ? nil : QueryInput(folder: folder, sources: sources, revision: options.text("--git"))
    }

    private func absolute(_ path: String) -> String { path.hasPrefix("/") ? path : folder + "/" + path }

    /// Options by the names of the command line, `maxCost` for `--max-cost`, read as the command line is.
    private static func options(_ params: Parameters) throws(RPCError) -> ParsedArguments {
        let taken = CommandDeclaration.ask.options.filter { !notTaken.contains($0.name) }
        var arguments: [String] = []
        for (name, value) in (params.json.object ?? [:]).sorted(by: { $0.key < $1.key }) {
            let long = otherNames[name] ?? "--" + dashed(name)
            guard let option = taken.first(where: { $0.name == long }) else {
                let known = taken.map { camelCase($0.name) } + otherNames.keys
                throw RPCError(.invalidParams, "there is no option “\(name)”\(suggestion(for: name, in: known))")
            }
            guard let texts = Self.arguments(option, value) else {
                throw params.wrong(name, option.value.placeholder ?? "true or false")
            }
            arguments += texts
        }
        do {
            return try ArgumentParser.parse(arguments, of: .ask)
        } catch {
            throw RPCError(.invalidParams, error.description)
        }
    }

    /// An option as the command line has it; nil when it does not take this value.
    private static func arguments(_ option: Option, _ value: JSONValue) -> [String]? {
        switch value {
        case .null, .bool(false): return []
        case .bool(true) where option.value == .none: return [option.name]
        case .string(let text) where option.value != .none: return [option.name + "=" + text]
        case .number(let number) where option.value != .none:
            return [option.name + "=" + (Int(exactly: number).map { String($0) } ?? String(number))]
        case .array(let items) where option.repeats:
            let all = items.map { arguments(option, $0) }
            return all.contains(nil) ? nil : all.flatMap { $0 ?? [] }
        default: return nil
        }
    }

    /// `max-cost` for `maxCost`.
    private static func dashed(_ name: String) -> String {
        name.reduce(into: "") { $0 += $1.isUppercase ? "-" + $1.lowercased() : String($1) }
    }

    /// `maxCost` for `--max-cost`.
    static func camelCase(_ name: String) -> String {
        let words = name.drop { $0 == "-" }.split(separator: "-")
        return words.enumerated().map { $0 == 0 ? String($1) : $1.prefix(1).uppercased() + $1.dropFirst() }.joined()
    }
}
