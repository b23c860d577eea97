/// Questions for lists, for definitions, and for overviews.
extension IntentReader {
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
        if isAboutDeed { return nil }
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

    /// "where is the `save` option parsed", "where is the limit (`maxSize`) determined": a place in code that does it.
    private var isAboutDeed: Bool {
        words.contains(
            /^(where|how|in which \w+|which \w+)\b.*\b(pars(es?|ed)|handle[sd]?|processe[sd]|validate[sd]?|decide[sd]?|determine[sd]?|computed?|calculated?|chosen|chooses?|applied|applies|enforced?|configured|checked|checks|resolved|converted|encoded|decoded|serialized|registered|dispatched|matched|detected)( |$)/
        ) && !words.contains(/\b(defin|declar|locat)/)
    }

    /// "which libraries are bundled in deps, and what is each for", "what are the subfolders of src".
    var asksForParts: Bool {
        let isFolder = question.names.allSatisfy { $0.dropFirst().allSatisfy { $0.isLowercase || $0.isNumber } }
        guard isFolder, words.contains(/^(which|what|list|name|show|describe|explain|give)\b/) else {
            return false
        }
        let hasPart = words.contains(
            /\b(librar(y|ies)|packages|crates|modules|components|sub-?folders|sub-?directories|folders|directories|parts|targets|submodules|subpackages|dependencies|projects)\b/
        )
        let isForEach = words.contains(
            /\bwhat (is )?(each|every)( one)?( of (them|these))?( is| are)?( used)? (for|do|does|about|contain)|\bwhat (is|are|does) (each|they|every one)\b|\b(purpose|role|responsibility|function) of each\b|\beach of them\b|\bwhat they (are|do)\b|\beach( one| of them| of these)?( is)?( used)? for\b/
        )
        let isInside = words.contains(
            /\b(bundled|vendored|shipped|contained|consist)\b|\b(sub-?folders|sub-?directories|submodules|subpackages|parts|components|folders|directories) (of|in|under|inside|does|are|is)\b|\b(crates|modules|packages|targets) (are|is|does) (there )?(in|under|inside) @path|\b(crates|modules|packages|targets) (in|under|inside) @path/
        )
        return hasPart && (isForEach || isInside)
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
        if asksForParts { return .parts }
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
