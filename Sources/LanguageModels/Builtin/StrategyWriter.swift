/// Writes the Python that answers a question: the best strategy for its kind first, then what to do when that fails.
struct StrategyWriter {
    let question: Question
    let intent: Intent
    let hasOneFile: Bool

    init(_ question: Question, hasOneFile: Bool) {
        self.question = question
        self.hasOneFile = hasOneFile
        intent = IntentReader(question, hasOneFile: hasOneFile).read()
    }

    func strategies() -> [Strategy] {
        var strategies = particular()
        if let phrase = question.texts.first ?? question.names.first, intent != .quoted(phrase) {
            strategies.append(mentions(of: phrase))
        }
        if let phrase = question.texts.first ?? question.names.first { strategies.append(absence(of: phrase)) }
        if intent != .search, intent != .judgement { strategies.append(passages()) }
        if !question.paths.isEmpty || question.language != nil { strategies.append(passages(everywhere: true)) }
        return strategies
    }

    /// The strategies for the kind of question.
    private func particular() -> [Strategy] {
        switch intent {
        case .definition(let name, let kind): [definition(of: name, kind: kind)]
        case .explanation(let name): [explanation(of: name)] + (name.allSatisfy(\.isLowercase) ? [summary()] : [])
        case .about(let name, .signature): [signature(of: name)]
        case .about(let name, .documentation): [documentation(of: name), definition(of: name, kind: "")]
        case .usages(let name): [usages(of: name)]
        case .callers(let name): [callers(of: name), usages(of: name)]
        case .callees(let name): [callees(of: name), definition(of: name, kind: "")]
        case .subtypes(let name): [subtypes(of: name), noSubtypes(of: name), usages(of: name)]
        case .supertypes(let name): [supertypes(of: name)]
        case .raising(let name): [raising(name), usages(of: name)]
        case .assignments(let name): [value(of: name), usages(of: name)]
        case .value(let name):
            (owner(of: name).map { [parameter(name, of: $0), withoutDefault(name, of: $0)] } ?? []) + [
                value(of: name), definition(of: name, kind: ""),
            ]
        case .defaultOf(let thing): [defaultOf(thing), passages()]
        case .version: [version()]
        case .members(let kind, let owner): [members(kind, of: owner), list(kind)]
        case .withinSignature(let name, let kind): [withinSignature(name, kind)]
        case .list(let kind): changedLines(kind).map { [$0, list(kind)] } ?? [list(kind)]
        case .largest(let kind): [largest(kind)]
        case .count(let what): count(what)
        case .todos(let marks): [todos(marks)]
        case .environment: [environment()]
        case .flags: [flags()]
        case .errors(let name): name.map { [errors(within: $0), explanation(of: $0)] } ?? [errors()]
        case .imports: [imports()]
        case .importers(let target): [importers(of: target)]
        case .dependencies: [dependencies()]
        case .tests(let name): name.map { [tests(of: $0)] } ?? [tests()]
        case .commits: [commits()]
        case .quoted(let text): [quoted(text), quotedLoosely(text)]
        case .files: [listFiles()]
        case .languages: [languages()]
        case .summary: [summary()]
        case .parts: [parts(), summary()]
        case .judgement: [judgement()]
        case .search:
            (question.skeleton.contains(/\b(changed|changes)\b/) ? [commits()] : [])
                + [question.names.isEmpty ? passages() : passagesAboutName()]
        }
    }

    // MARK: Pieces of code

    /// Lines of Python: what is found, then the report of it, or the word that nothing was.
    func find(
        _ setup: [String], found: String, sentence: [String], report: String, plan: String
    ) -> Strategy {
        var lines = setup
        lines.append("found = \(found)")
        lines.append("print(found)")
        lines.append("if found:")
        lines += sentence.map { "    " + $0 }
        lines.append("    reply = \(report)")
        lines.append("else:")
        lines.append("    print(\"\(BuiltinConversation.nothingFound)\")")
        return Strategy(plan: plan, code: lines.joined(separator: "\n"))
    }

    /// `footer = "…"`, the line that names the built-in model.
    func footer(_ did: String) -> String { "footer = " + Python.text(Footer.line(did)) }

    func assign(_ name: String, _ value: String) -> String { "\(name) = \(Python.text(value))" }

    /// `path = …`, the part of the input that the question is about, "" for everything; and `where`, the same in words.
    var scope: String {
        var lines: [String] = []
        switch question.paths.count {
        case 0 where scopeWord != nil: lines.append("path = place(\(Python.text(scopeWord ?? "")))")
        case 0: lines.append("path = \"\"")
        case 1: lines.append("path = \(Python.text(question.paths[0]))")
        default: lines.append("path = [" + question.paths.map(Python.text).joined(separator: ", ") + "]")
        }
        lines.append(
            question.paths.count > 1
                ? "where = \" in \" + \", \".join(path)" : "where = f\" in `{path}`\" if path else \"\"")
        if let language = question.language {
            lines.append("path = find_files(path=path, language=\(Python.text(language)))")
            lines.append("where = \" of \(language) code\" + where")
        }
        return lines.joined(separator: "\n")
    }

    /// A word that may be the name of a folder or file: "functions in src", "the flags of redis-cli".
    private var scopeWord: String? {
        switch intent {
        case .list, .parts, .count, .todos, .environment, .flags, .errors, .imports, .files, .largest, .tests,
            .definition, .search:
            question.scopeWord.flatMap { $0 == subject ? nil : $0 }
        default: nil
        }
    }

    /// The name that the question is about, which is not where to look.
    private var subject: String? {
        switch intent {
        case .definition(let name, _): name
        case .count(.usages(let name)), .count(.calls(let name)), .count(.occurrences(let name)): name
        case .errors(let name), .tests(let name): name
        default: nil
        }
    }

    /// The scope in words for the plan.
    var scopeWords: String {
        question.paths.isEmpty ? "" : " in " + question.paths.map { "`\($0)`" }.joined(separator: ", ")
    }

    var wantsPublic: Bool {
        question.skeleton.contains(/\b(public|exported|export)\b/)
    }
}
