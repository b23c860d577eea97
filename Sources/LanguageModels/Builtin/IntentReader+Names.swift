/// Questions about one name, and about facts of a kind.
extension IntentReader {
    /// What a question asks about the identifier it names.
    func named() -> Intent? {
        guard let name else { return nil }
        if words.contains(
            /\b(documentation|docstring|doc comment|documented|docs|comment) (of|for|say|on|about)\b|\bdoc(string|umentation| comment)\b.*@name|\bhow is @name documented\b|\bdocs? say\b|@name docs?(tring)?\b/
        ) {
            return .about(name, .documentation)
        }
        if words.contains(
            /\bsignature\b|\b(what|which|list|show)\b.*\b(parameters|arguments|params|args)\b|\b(parameters|arguments|params) (of|does|for|to)\b|\breturn (type|value)\b|\bwhat (does|do|will|is) @name( \w+)? return(ed)?\b|\breturned by @name|\bhow (do|can|should) (i|you|we|one) call\b|\btake as\b|@name take\b|@name accept\b/
        ) {
            return .about(name, .signature)
        }
        if words.contains(
            /\b(test|tests)\b (cover|for|of|use|exercise|that|@name)|\btests?\b( \w+){1,3} for\b|\btested\b|\bunit tests?\b|\btests? .*\b(cover|exercise|check|call|use|test)s?\b/
        ) {
            return .tests(of: name)
        }
        if words.contains(/\b(raise[sd]?|raising|thrown?|throws|throwing)\b/) {
            let isActive = words.contains(
                /\b(does|can|do|may|might|could) (the )?(\w+ )?@name (raise|throw)|\b(raised|thrown) (by|in|inside) (the )?(\w+ )?@name|@name (raise|throw)s?\b/
            )
            return isActive ? .errors(within: name) : .raising(name)
        }
        if words.contains(/\berrors?\b.*\b(messages?|returned|reported)\b|\bexceptions?\b/),
            words.contains(/\b(in|by|from|of|does|can) @name\b/)
        {
            return .errors(within: name)
        }
        return calls(name) ?? types(name) ?? uses(name)
    }

    private func calls(_ name: String) -> Intent? {
        if words.contains(
            /\bwhat (functions? |methods? |else )?(does|do) (the )?(\w+ )?@name( \w+)? (call|invoke|use internally|delegate)|\b(called|invoked|made|calls) (by|from|inside|within|in) (the )?(\w+ )?@name\b|\bcallees\b|@name calls?\b|\bcalls? does @name/
        ),
            !words.contains(/\bwh(o|at|ich \w+) calls?\b|\bwhere\b/)
        {
            return .callees(name)
        }
        if words.contains(
            /\bwho calls|\bwhat calls|\bcallers?\b|\bcall(ed|s|ing)?\b|\bcall sites?\b|\bcallsites?\b|\binvok|\binvocation|\binstantiat|\bconstructed\b|\bcreated\b/
        ) {
            return .callers(name)
        }
        return nil
    }

    private func types(_ name: String) -> Intent? {
        if words.contains(
            /\b(what|which|does|do) .*@name (inherit|extend|conform|derive|implement|subclass)|@name'?s? (super|base|parent) ?(class|type)|\b(super ?class|base class|parent class|supertypes?|superclasses|bases)\b.*\b(of|does|for)\b|\b(protocols?|interfaces?|traits?) does @name\b|@name (a|an) (subclass|subtype)/
        ) {
            return .supertypes(name)
        }
        if words.contains(
            /\bsubclass|\bsubtypes?\b|\binherit|\bextend(s|ed|ing)?\b|\bconform|\bderiv|\bdescend|\bimplement(s|ers?|ors?|ing|ations)?\b|\bimplemented by\b|\bchild classes|\badopt/
        ),
            !words.contains(
                /\bwhere is (the )?(\w+ )?@name (\w+ )?implemented\b|\bimplementation of @name (defined|located)\b|\bwhere\b.*\bimplementation of\b|\bhow (is|does|are)\b/
            )
        {
            return .subtypes(name)
        }
        return nil
    }

    private func uses(_ name: String) -> Intent? {
        if words.contains(/\bimport(s|ed|ing)?\b|\binclude[sd]?\b|\brequire[sd]?\b/),
            !words.contains(/\bwhat does\b|\bfunctions?\b/)
        {
            return .importers(of: name)
        }
        if words.contains(/\b(default|value|equal|set to|initial value|what number|how (long|much|large|big|high))\b/),
            !words.contains(/\bwhere is @name (set|assigned)\b/)
        {
            return .value(name)
        }
        if words.contains(/\b(assigned|set|initiali[sz]ed|modified|changed|updated|mutated|written)\b/),
            words.contains(/\bwhere\b|\bwhich\b|\bwho\b|\bwhat\b/)
        {
            return .assignments(name)
        }
        if words.contains(
            /\b(used|usages?|uses|use of|reference[sd]?|references to|occurrences?|mention(s|ed)?|appears?|relies|rely|depends? on)\b|\bwho uses\b|\bwhat uses\b|\bfiles? use\b|\b(functions?|methods?|classes|files?|places?) (that |which )?use\b/
        ) {
            return .usages(name)
        }
        if words.contains(/\b(functions?|methods?)\b.*\b(return|take|accept|receive)s?\b.*@name/) {
            return .withinSignature(name, kind: kind ?? "function")
        }
        return nil
    }

    /// Facts of a kind: environment variables, flags, errors, imports, tests.
    func facts() -> Intent? {
        if name == nil,
            let match = words.firstMatch(of: /\bdefault (?:value (?:of|for) )?(?:the )?((?:[a-z-]+ ?){1,3})$/)
        {
            let thing = match.1.split(separator: " ").map(String.init).filter { $0 != "value" && $0 != "the" }
            if !thing.isEmpty { return .defaultOf(thing) }
        }
        if name == nil, words.contains(/\bversion\b/),
            !words.contains(/\b(depend|require|python|swift|go|rust|java|support|commit)/)
        {
            return .version
        }
        if words.contains(/\benvironment(al)? variables?\b|\benv(ironment)?[- ]var(iable)?s?\b|\benvironment (is|are) read\b/) {
            return .environment
        }
        if isAboutHandling { return nil }
        if words.contains(
            /\b(command[- ]line|cli) (flags?|options?|arguments?|switches|interface|parameters)\b|\b(flags|switches)\b|\boptions? (does|do) (the )?(program|tool|command|cli|it)\b/
        ), kind == nil || words.contains(/\b(flags?|command[- ]line)\b/) {
            return .flags
        }
        if words.contains(
            /\b(error|exception|warning|failure|panic|fatal)s? (messages?|strings?|texts?)\b|\b(errors|exceptions)\b.*\b(raise|throw|thrown|raised|return|returned|report|reported|logged|emit|emitted)\b|\b(messages?)\b.*\b(errors?|raise|throw)\b/
        ) {
            return .errors(within: nil)
        }
        if words.contains(
            /\bimport(s|ed|ing)?\b|\binclude[sd]?\b|\bdepend(s|encies|ency|ent)?\b|\bthird[- ]party\b|\brequire(s|ments|d)\b/
        ) {
            if words.contains(
                /\b(which|what|who|list|how many)\b.*\b(files?|modules?|who)\b.*\b(import|include|depend|require|use)/),
                !words.contains(/\b(does|do) @path\b/), let target = phrase ?? question.paths.first ?? lastPlainWord
            {
                return .importers(of: target)
            }
            if words.contains("@path"), words.contains(/\b(imports?|includes?|depends?|dependencies|requires?)\b/) {
                return words.contains(
                    /\b(who|what|which files?) (imports?|includes?|depends? on|requires?) (the )?(module |package |library |file |header )?@path|@path (imported|included)|\bimporters\b/
                ) ? .importers(of: question.paths[0]) : .imports
            }
            if words.contains(/\bimports\b|\bincludes\b/) { return .imports }
            if words.contains(/\bdependenc|\bthird[- ]party|\bdepend on\b|\brequirements\b|\bpackages\b/) {
                return .dependencies
            }
        }
        if words.contains(/\btests?\b/), words.contains(/\b(list|which|what|show|find|enumerate|all)\b/),
            !words.contains(/\b(functions?|classes|methods?|where)\b.*\bin (the )?(@path|tests?)/)
                || words.contains(/\btest (functions?|methods?|cases?|classes)\b/)
        {
            return .tests(of: nil)
        }
        return nil
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

    /// Lists of definitions, files and languages.
    func lists() -> Intent? {
        let asksForList = words.contains(/\b(list|which|what|show|find|enumerate|give|name|all|every|are there)\b/)
        guard asksForList else { return nil }
        if words.contains(/\blanguages?\b/), !words.contains(/\blanguage models?\b/), name == nil {
            return words.contains(/\b(which|what|list)\b.*\blanguages?\b/) ? .languages : nil
        }
        if words.contains(
            /^(list|show|which|what|find|give|name|enumerate)( me)?( all| every)?( of)?( the)? (@\w+ |\S+ )?(source |code |header |script |test |configuration |config )?files\b/
        ), name == nil, question.texts.isEmpty,
            !words.contains(/\b(contain|define|mention|use|handle|implement|responsible|deal|parse|decide)/)
        {
            return .files
        }
        if words.contains(
            /\b(public|exported) (api|interface|symbols?|names?|functions?|types?|classes|methods?|structs?)\b|\bpublic api\b/
        ) {
            return .list(kind: kind ?? "")
        }
        guard let kind, isPluralKind else { return nil }
        if let owner = question.name(after: [
            "of", "in", "on", "does", "has", "have", "for", "by", "inside", "within", "from",
        ]) ?? (words.contains(/@name (have|has|define|declare|contain|offer|provide|expose)/) ? name : nil) {
            return .members(kind: kind, of: owner)
        }
        if let name,
            words.contains(/\b(methods|properties|fields|members|cases|variants|attributes|constants|initializers)\b/)
        {
            return .members(kind: kind, of: name)
        }
        return name == nil || !question.paths.isEmpty ? .list(kind: kind) : nil
    }

    /// Whether the kind's noun stands in the plural, which asks for a list.
    private var isPluralKind: Bool {
        question.words.contains {
            guard case .plain(let noun) = $0, QuestionWords.kind(of: noun) != nil else { return false }
            let word = noun.lowercased()
            return word.hasSuffix("s") && word != "class" && !word.hasSuffix("alias")
        }
    }

    /// Where a name is defined, what it is, what it does.
    func definitions() -> Intent? {
        guard let name else { return nil }
        if words.contains(
            /\b(contain|contains|containing|mention|mentions|mentioning|with|says?)( the)?( (string|text|word|words|literal|phrase|line|message))? @name|\b(string|text|word|literal|phrase|message) @name/
        ),
            !words.contains(/\bdefin/)
        {
            return .quoted(name)
        }
        let kind = kind ?? ""
        if words.contains(
            /\b(defin(e|ed|es|ition|itions)|declar(e|ed|es|ation)|implement(ed|s|ation)?|located|location|live[sd]?|come from|found)\b|\bwhere('s| is| are| can i find| do i find)\b (the )?(\w+ )?@name( \w+)?( (of|in|for|from|inside) .*)?$|\bwhich file\b|\bwhat file\b|\bfind (the )?(\w+ )?@name|\bis there an?\b|\bexists?\b|\blocate\b/
        ) {
            return .definition(name, kind: kind)
        }
        if words.contains(
            /^what('s| is| are) (the |a |an )?(\w+ )?@name( \w+)?$|\bwhat (does|do) (the )?(\w+ )?@name( \w+)? (do|mean|represent|stand for)\b|^(explain|describe|summari[sz]e|show)( me)? (the |what )?(\w+ )?@name|\bpurpose of (the )?(\w+ )?@name|\btell me about\b|\bhow does (the )?(\w+ )?@name( \w+)? work|^@name$|\brole of (the )?(\w+ )?@name|\bresponsib/
        ) {
            return .explanation(name)
        }
        return nil
    }

    /// Texts to find.
    func texts() -> Intent? {
        if let text = question.texts.first { return .quoted(text) }
        if let name,
            words.contains(/\b(contain|contains|mention|mentions|string|text|word|literal|line|grep|search for)\b/),
            words.contains(/\bfile|\bwhere|\bfind|\bline|\bsearch/)
        {
            return .quoted(name)
        }
        return nil
    }

    /// Overviews of a file, a folder or everything; and what no rule can judge.
    func overviews() -> Intent? {
        if words.contains(
            /^why\b|\bwhy (is|are|does|do|was|were|did|would)\b|\b(should|better|best|worse|safe|secure|correct|good|bad|risk|risky|vulnerab|trade-?offs?|pros and cons|recommend|improve\w*|refactor\w*|advantages?|compare|opinion|thread-safe|race conditions?|bugs?|quality|maintainable)\b/
        ), !words.contains(/^(where|which file|list|how many)\b/) {
            return .judgement
        }
        if name == nil,
            words.contains(
                /\bwhat (does|do) (the |this )?(\w+ )?(this|the|it|@path)( \w+)?( \w+)? do\b|\bsummar|\boverview\b|\bdescribe (this|the|@path)\b|^(what is|what's) (this|the|in) ?(project|repo|repository|code|codebase|program|library|package|document|text|file|log|book|input|@path|about)?\b( about)?$|\bwhat('s| is) (this|the) \w+ about\b|\bpurpose of (this|the|@path)|\bexplain (this|the project|the code|@path)|\barchitecture\b|\bmain (components|parts|modules|types|classes|ideas?|points?|topics?)\b|\b(structured|organi[sz]ed|structure of|layout of)\b|^what is @path|\bwhat('s| is) (in|inside) (the )?@path|\btl;?dr\b|\bkey (points|takeaways|ideas)\b|\bwhat (is|are) .* about$|\bexplain @path|^@path$/
            )
        {
            return .summary
        }
        if words.contains(/^(show|outline|list)( me)? (the )?(outline|contents|structure) (of|in)\b/) {
            return .summary
        }
        return nil
    }
}
