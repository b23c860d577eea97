/// Recognises what a question asks for by its words.
struct IntentReader {
    let question: Question
    let words: String
    let hasOneFile: Bool

    init(_ question: Question, hasOneFile: Bool) {
        self.question = question
        self.hasOneFile = hasOneFile
        words = question.skeleton
    }

    /// The name that the question is about: the first identifier.
    var name: String? { question.names.first }
    /// A quoted text, or else the name, for questions on what stands in the text.
    var phrase: String? { question.texts.first ?? name }

    /// The order matters: the more particular first.
    func read() -> Intent {
        history() ?? notes() ?? quotedMessage() ?? counting() ?? extremes() ?? (asksForParts ? .parts : nil) ?? named()
            ?? facts() ?? lists()
            ?? definitions()
            ?? texts() ?? overviews() ?? .search
    }

    // MARK: Logs and notes

    private func history() -> Intent? {
        if words.contains(/\b(which|what|find|list|show|the|any|when|last|latest|first)\b.*\bcommits?\b/),
            !words.contains(/\b(function|method|class|defined|called|implemented)\b/),
            name == nil
                || words.contains(
                    /\bcommits? (that|which|where|did|has|changed|added|removed|fixe[sd]|introduced|touched|made|mention|mentions|about|for|with)\b|^(which|what) commit\b/
                )
        {
            return words.contains(/\bhow many\b/) ? .count(.commits) : .commits
        }
        if words.contains(/\bhow many commits\b/) { return .count(.commits) }
        if words.contains(/^when (was|were|did)\b/) { return .commits }
        if words.contains(/\bwho (wrote|authored|committed|changed|added|removed|fixed|introduced)\b/) {
            return .commits
        }
        return nil
    }

    private func notes() -> Intent? {
        guard words.contains(/\b(todos?|fixmes?|hacks?|xxx|to-dos?)\b/),
            name == nil || words.contains(/\b(todos?|fixmes?)\b/)
        else { return nil }
        var marks: [String] = []
        if words.contains(/\b(todos?|to-dos?)\b/) { marks.append("TODO") }
        if words.contains(/\bfixmes?\b/) { marks.append("FIXME") }
        if words.contains(/\bxxx\b/) { marks.append("XXX") }
        if words.contains(/\bhacks?\b/) { marks.append("HACK") }
        return marks.contains("TODO") || marks.contains("FIXME") || marks.contains("XXX") ? .todos(words: marks) : nil
    }

    private func quotedMessage() -> Intent? {
        guard let text = question.texts.first, !words.contains(/\bhow (many|often)\b|\bnumber of\b/) else { return nil }
        return .quoted(text)
    }

    // MARK: Numbers

    private func counting() -> Intent? {
        guard
            words.contains(
                /\bhow (many|often)\b|\bnumber of\b|^count\b|\bcount (the|all|how)\b|\bhow (large|big|long) is\b|\btotal (lines|files)\b/
            )
        else { return nil }
        if words.contains(/^(where|how (is|are|does|do|did|can|was))\b/), !words.contains(/\bhow (many|often)\b/) {
            return nil
        }
        if words.contains(/\bhow (large|big|long) is\b/) {
            return words.contains("@path") || name == nil ? .count(.lines) : name.map { .value($0) }
        }
        if let intent = countingUses() { return intent }
        if words.contains(/\b(todos?|fixmes?)\b/) { return nil }
        if words.contains(/\btests?( functions?| methods?| cases?)?\b/), !words.contains(/\btest files?\b/),
            !words.contains(/\bin (the )?tests?\b/)
        {
            return .count(.tests)
        }
        if words.contains(/\bfiles?\b/),
            words.contains(
                /\b(files?) (are|in|does|do|is|import|use|contain|define|have|call|mention|@|there|under)|\bfiles?$|files? of\b/
            )
        {
            if let phrase, words.contains(/\bimport|\binclude/) { return .importers(of: phrase) }
            if let phrase, words.contains(/\b(contain|mention|use|reference|have)s?\b/) {
                return .count(.occurrences(phrase))
            }
            if kind == nil
                || words.contains(
                    /how many (@\w+ |\S+ )?(source |code |header |script )?files?\b|number of (\S+ )?(source )?files?\b/
                )
            {
                return .count(.files)
            }
        }
        if words.contains(/\blines?\b/) { return .count(.lines) }
        if words.contains(/\b(folders|directories)\b/) { return .count(.folders) }
        if words.contains(/\blanguages\b/) { return .languages }
        if words.contains(/\b(parameters|arguments)\b/), let name { return .about(name, .signature) }
        if words.contains(/\benvironment variables?\b|\benv vars?\b/) { return .environment }
        if words.contains(/\b(flags|command-line)\b/) { return .flags }
        if words.contains(/\bimports?\b/) { return .imports }
        if words.contains(/\bdependenc/) { return .dependencies }
        if words.contains(/\berrors?\b|\bexceptions?\b/), kind == nil { return .errors(within: name) }
        if let kind { return .count(.definitions(kind)) }
        if let phrase { return .count(.occurrences(phrase)) }
        return nil
    }

    /// How often a name or a text is used, called, mentioned or derived from.
    private func countingUses() -> Intent? {
        if let phrase, words.contains(/\b(times|often|occurrences?|occurs?|appears?|mention(s|ed)?|instances)\b/) {
            let isCalled = words.contains(/\b(called|invoked|calls)\b/),
                isUsed = words.contains(/\b(used|referenced|usages?)\b/)
            if question.texts.isEmpty, isCalled { return .count(.calls(phrase)) }
            if question.texts.isEmpty, isUsed { return .count(.usages(phrase)) }
            return .count(.occurrences(phrase))
        }
        if let name, words.contains(/\b(callers|call sites|calls|callsites|places .*call)\b/),
            !words.contains(/\bcalls (does|in|made by)\b/)
        {
            return .count(.calls(name))
        }
        if let name, words.contains(/\b(usages|uses|references)\b|\bplaces\b.*\b(use|reference|mention)/) {
            return .count(.usages(name))
        }
        if let name, words.contains(/\b(subclass|subtype|conform|implement|inherit|derive|extend)/),
            !words.contains(/\bextensions?\b/)
        {
            return .subtypes(name)
        }
        return nil
    }

    private func extremes() -> Intent? {
        guard words.contains(/\b(largest|biggest|longest|most lines|smallest|shortest)\b/) else { return nil }
        if let kind, !words.contains(/\bfiles?\b/) { return .largest(kind: kind) }
        return words.contains(/\bfiles?\b|\bmodules?\b|\bmost lines\b/) ? .largest(kind: nil) : nil
    }

    /// The kind of definition that the question names first, in the plural or the singular.
    var kind: String? {
        for word in question.words {
            if case .plain(let noun) = word, let kind = QuestionWords.kind(of: noun) { return kind }
        }
        return nil
    }
}
