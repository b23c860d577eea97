/// Questions about facts of a kind.
extension IntentReader {
    /// Facts of a kind: environment variables, flags, errors, imports, tests.
    func facts() -> Intent? {
        if let intent = defaults() { return intent }
        if words.contains(
            /\benvironment(al)? variables?\b|\benv(ironment)?[- ]var(iable)?s?\b|\benvironment (is|are) read\b/)
        {
            return .environment
        }
        if isAboutHandling { return nil }
        let isOnFlags = words.contains(
            /\b(command[- ]line|cli) (flags?|options?|arguments?|switches|interface|parameters)\b|\b(flags|switches)\b|\boptions? (does|do) (the )?(program|tool|command|cli|it)\b/
        )
        if isOnFlags, kind == nil || words.contains(/\b(flags?|command[- ]line)\b/) { return .flags }
        if words.contains(
            /\b(error|exception|warning|failure|panic|fatal)s? (messages?|strings?|texts?|repl(y|ies)|responses?)\b|^(which|what|list)\b.*\b(errors|exceptions|panics)\b.*\b(can|could|may|might|does|do|send|sent|in|of)\b|^(which|what) (can|could) @path (raise|throw|panic)|\b(errors|exceptions)\b.*\b(raise|throw|thrown|raised|return|returned|report|reported|logged|emit|emitted)\b|\b(messages?)\b.*\b(errors?|raise|throw)\b/
        ) {
            return .errors(within: nil)
        }
        return imported() ?? tests()
    }

    private func defaults() -> Intent? {
        guard name == nil else { return nil }
        if let match = words.firstMatch(of: /\bdefault (?:value (?:of|for) )?(?:the )?((?:[a-z-]+ ?){1,3})$/) {
            let thing = match.1.split(separator: " ").map(String.init).filter { $0 != "value" && $0 != "the" }
            if !thing.isEmpty { return .defaultOf(thing) }
        }
        let isOnOwnVersion =
            words.contains(/\bversion\b/)
            && !words.contains(/\b(depend|require|python|swift|go|rust|java|support|commit)/)
        return isOnOwnVersion ? .version : nil
    }

    private func imported() -> Intent? {
        guard
            words.contains(
                /\bimport(s|ed|ing)?\b|\binclude[sd]?\b|\bdepend(s|encies|ency|ent)?\b|\bthird[- ]party\b|\brequire(s|ments|d)\b/
            )
        else { return nil }
        if words.contains(/\b(imported|included|required) by @path/) { return .imports }
        if words.contains(
            /\b(which|what|who|list|how many)\b.*\b(files?|modules?|who)\b.*\b(import|include|depend|require|use)/),
            !words.contains(/\b(does|do) @path\b/), let target = phrase ?? question.paths.first ?? lastPlainWord
        {
            return .importers(of: target)
        }
        if words.contains("@path"), words.contains(/\b(imports?|includes?|depends?|dependencies|requires?)\b/) {
            let isReverse = words.contains(
                /\b(who|what|which files?) (imports?|includes?|depends? on|requires?) (the )?(module |package |library |file |header )?@path|@path (imported|included)|\bimporters\b/
            )
            return isReverse ? .importers(of: question.paths[0]) : .imports
        }
        if words.contains(/\bimports\b|\bincludes\b/) { return .imports }
        return words.contains(/\bdependenc|\bthird[- ]party|\bdepend on\b|\brequirements\b|\bpackages\b/)
            ? .dependencies : nil
    }

    private func tests() -> Intent? {
        guard words.contains(/\btests?\b/), words.contains(/\b(list|which|what|show|find|enumerate|all)\b/),
            !words.contains(/\b(functions?|classes|methods?|where)\b.*\bin (the )?(@path|tests?)/)
                || words.contains(/\btest (functions?|methods?|cases?|classes)\b/)
        else { return nil }
        return .tests(of: nil)
    }

    /// "where are errors handled" asks for a place in the code, not for a list of errors.
    private var isAboutHandling: Bool {
        words.contains(
            /^(where|how|which \w+)\b.*\b(pars(e|es|ed|ing)|handl(e|es|ed|ing)|process(ed|es)?|validat(e|es|ed)|reported|logged|checked)\b/
        ) && !words.contains(/\bimport|\bdepend/)
    }

    /// The last ordinary word, for "which files import json".
    private var lastPlainWord: String? {
        guard case .plain(let word)? = question.words.last, !QuestionWords.notNames.contains(word.lowercased()) else {
            return nil
        }
        return word
    }
}
