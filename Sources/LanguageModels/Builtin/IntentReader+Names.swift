/// Questions about one name.
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
}
