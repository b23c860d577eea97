/// Strategies for questions about one name.
extension StrategyWriter {
    func definition(of name: String, kind: String) -> Strategy {
        let narrow =
            kind.isEmpty ? "definitions(name, path=path)" : "definitions(name, kind=\(Python.text(kind)), path=path)"
        return find(
            [assign("name", name), scope, footer("looked the definition up")],
            found: narrow + " or definitions(name)",
            sentence: [
                "first = found[0]",
                "sentence = f\"`{first.name}` ({first.kind}) is defined at {first.place}\"",
                "if len(found) > 1:",
                "    sentence += f\"; {amount(len(found), 'definition')} go by that name\"",
                "about = doc(first)[:4]",
            ],
            report: "report(sentence + \".\", list(found) + list(about), label=\"kind\", more=footer)",
            plan: "I look up where `\(name)` is defined.")
    }

    func explanation(of name: String) -> Strategy {
        find(
            [assign("name", name), scope, footer("looked up the definition and its documentation")],
            found: name.allSatisfy(\.isLowercase)
                ? "[hit for hit in definitions(name, exact=True) if hit.kind != \"section\"]"
                : "definitions(name, path=path) or definitions(name)",
            sentence: [
                "first = found[0]",
                "about = doc(first)",
                "parts = definitions(of=first.name, path=first.path)",
                "sentence = f\"`{first.name}` ({first.kind}) is defined at {first.place}, as `{first.signature}`\"",
                "if about:",
                "    sentence += \". Its documentation follows\"",
                "if parts:",
                "    sentence += f\". It has {amount(len(parts), 'member')}: \" + \", \".join(re.split(r\"\\.|::\", hit.name)[-1] for hit in parts[:40])",
                "evidence = [first] + list(about[:14]) + parts[:15] + list(found[1:6])",
            ],
            report: "report(sentence + \".\", evidence, label=\"kind\", more=footer)",
            plan: "I look up `\(name)`, its documentation and its members.")
    }

    func signature(of name: String) -> Strategy {
        find(
            [assign("name", name), scope, footer("looked the signature up")],
            found:
                "definitions(name, kind=(\"function\", \"method\", \"macro\", \"type\"), path=path) or definitions(name)",
            sentence: [
                "first = found[0]",
                "returns = [hit for hit in lines(first) if re.match(r\"\\s*return\\b\", hit.text)][:12]",
                "sentence = f\"The signature of `{first.name}` is `{first.signature}`\"",
                "if first.result:",
                "    sentence += f\"; it returns `{first.result}`\"",
                "if len(found) > 1:",
                "    sentence += f\"; {amount(len(found), 'definition')} go by that name\"",
                "about = list(doc(first)[:12])",
            ],
            report: "report(sentence + \".\", list(found) + about + returns, label=\"kind\", more=footer)",
            plan: "I look up the signature of `\(name)`, its documentation and what it returns.")
    }

    func documentation(of name: String) -> Strategy {
        find(
            [assign("name", name), footer("looked the documentation comment up")],
            found: "doc(name)",
            sentence: [
                "first = definitions(name)[0]",
                "sentence = f\"The documentation of `{name}` ({first.kind}, {first.place}) says:\"",
            ],
            report: "report(sentence, found, more=footer)",
            plan: "I read the documentation comment of `\(name)`.")
    }

    func usages(of name: String) -> Strategy {
        find(
            [
                assign("name", name), scope, footer("listed every use of the identifier by name"),
                "known = definitions(name)",
            ],
            found: "usages(name, path=path, comments=not known)",
            sentence: [
                "used_in = list(dict.fromkeys(hit.path for hit in found))",
                "sentence = f\"`{name}` is used {amount(len(found), 'time')} in {amount(len(used_in), 'file')}{where}\"",
                "sentence += \", its definition, comments and strings not counted.\" if known else \", comments and strings included; nothing here defines it.\"",
            ],
            report: "report(sentence, found, more=footer)",
            plan: "I list where `\(name)` is used.")
    }

    func callers(of name: String) -> Strategy {
        find(
            [assign("name", name), scope, footer("listed every call by name")],
            found: "callers(name, path=path)",
            sentence: [
                "by = list(dict.fromkeys(hit.within or \"top level of \" + hit.path for hit in found))",
                "sentence = f\"`{name}` is called at {amount(len(found), 'place')}{where}, from {amount(len(by), 'caller')}: \"",
                "sentence += \", \".join(by[:60]) + (f\" and {len(by) - 60} more.\" if len(by) > 60 else \".\")",
            ],
            report: "report(sentence, found, more=footer)",
            plan: "I list the calls of `\(name)` with the functions they stand in.")
    }

    func callees(of name: String) -> Strategy {
        find(
            [assign("name", name), footer("listed the calls in the function's body")],
            found: "callees(name)",
            sentence: [
                "called = list(dict.fromkeys(hit.name for hit in found))",
                "sentence = f\"`{name}` calls {amount(len(called), 'function')}: \" + \", \".join(called) + \".\"",
            ],
            report: "report(sentence, found, label=\"name\", more=footer)",
            plan: "I list the calls in the body of `\(name)`.")
    }

    func subtypes(of name: String) -> Strategy {
        find(
            [
                assign("name", name), scope, footer("compared the declarations of all types"),
                "direct = subtypes(name, path=path)",
                "further = [hit for hit in subtypes(name, path=path, deep=True) if hit not in direct]",
            ],
            found: "direct",
            sentence: [
                "names = list(dict.fromkeys(hit.name for hit in direct))",
                "sentence = f\"{amount(len(names), 'type')} derive from or implement `{name}` directly: \" + \", \".join(names[:80])",
                "if further:",
                "    sentence += f\"; {len(further)} more do so through those, listed last\"",
            ],
            report: "report(sentence + \".\", list(direct) + further, label=\"name\", more=footer)",
            plan: "I list the types whose declaration names `\(name)`, and those that follow from them.")
    }

    func noSubtypes(of name: String) -> Strategy {
        find(
            [assign("name", name), footer("compared the declarations of all types")],
            found:
                "[hit for hit in definitions(name, exact=True) if hit.kind not in (\"function\", \"method\", \"variable\", \"section\")]",
            sentence: [
                "sentence = f\"No type in the input is declared to derive from or implement `{name}`, which is defined at {found[0].place}.\""
            ],
            report: "report(sentence, found, label=\"kind\", more=footer)",
            plan: "I found none; I look `\(name)` up.")
    }

    func supertypes(of name: String) -> Strategy {
        find(
            [assign("name", name), footer("looked the declaration up")],
            found: "[hit for hit in definitions(name) if hit.kind != \"prototype\"]",
            sentence: [
                "first = found[0]",
                "sentence = f\"`{first.name}` is declared as `{first.signature}` at {first.place}\"",
                "if len(found) > 1:",
                "    sentence += f\"; {len(found)} declarations and extensions follow\"",
            ],
            report: "report(sentence + \".\", found, label=\"signature\", more=footer)",
            plan: "I read the declarations of `\(name)`.")
    }

    func raising(_ name: String) -> Strategy {
        find(
            [assign("name", name), scope, footer("listed the uses on lines that raise, throw or return")],
            found:
                "[hit for hit in usages(name, path=path) if re.search(r\"\\b(raise|throw|panic|bail|reject|fail)|Err\\(|err = \", hit.text)]",
            sentence: [
                "by = list(dict.fromkeys(hit.within for hit in found if hit.within))",
                "sentence = f\"`{name}` is raised at {amount(len(found), 'place')}, in \" + \", \".join(by[:40]) + \".\"",
            ],
            report: "report(sentence, found, more=footer)",
            plan: "I list where `\(name)` is raised, thrown or returned.")
    }

    func value(of name: String) -> Strategy {
        find(
            [assign("name", name), scope, footer("listed the lines that give the name a value")],
            found: "values(name, path=path)",
            sentence: [
                "first = found[0]",
                "value = first.value.split(\" //\")[0].split(\"  #\")[0].rstrip(\",; {\")",
                "sentence = f\"`{name}` is given the value `{value}` at {first.place}\"",
                "if len(found) > 1:",
                "    sentence += f\"; {amount(len(found), 'line')} give it a value\"",
            ],
            report: "report(sentence + \".\", found, limit=40, more=footer)",
            plan: "I look for the lines that give `\(name)` a value.")
    }

    /// The function or type that a parameter or field belongs to: "the default of `ratio` in simplify".
    func owner(of name: String) -> String? {
        question.names.first { $0 != name } ?? question.scopeWord.flatMap { $0 == name ? nil : $0 }
    }

    /// The default of a parameter, from the signatures of its function.
    func parameter(_ name: String, of owner: String) -> Strategy {
        find(
            [
                assign("name", name), assign("owner", owner), footer("read the default in the signature"),
                "default = re.compile(rf\"\\b{re.escape(name)}\\b\\s*(?::[^=,]*)?=\\s*([^,)]+)\")",
            ],
            found:
                "[hit for hit in list(definitions(owner)) + list(definitions(of=owner, kind=(\"initializer\", \"function\", \"method\"))) if hit.signature and default.search(hit.signature)]\nif not found:\n    places = [hit for hit in definitions(owner, exact=True) if hit.end_line > hit.line]\n    found = [hit for hit in values(name) if hit.value and re.search(rf\"(?<!\\w){re.escape(name)}\\b[^=\\n]*=[^=]\", hit.text) and not re.search(r\"\\b(?:self|this)\\.\", hit.text) and any(place.path == hit.path and place.line <= hit.line <= place.end_line for place in places)]",
            sentence: [
                "first = found[0]",
                "value = first.value if hasattr(first, \"value\") else default.search(first.signature)[1].strip()",
                "sentence = f\"The default of `{name}` in `{owner}` is `{value}`, at {first.place}.\"",
            ],
            report: "report(sentence, found, label=lambda hit: getattr(hit, \"signature\", \"\"), more=footer)",
            plan: "I read the signature of `\(owner)`.")
    }

    /// Says that a parameter stands in the signature without a default.
    func withoutDefault(_ name: String, of owner: String) -> Strategy {
        find(
            [assign("name", name), assign("owner", owner), footer("read the signatures")],
            found:
                "[hit for hit in list(definitions(owner)) + list(definitions(of=owner, kind=\"initializer\")) if hit.signature and re.search(rf\"\\b{re.escape(name)}\\b(?!\\w)\", hit.signature)]",
            sentence: [
                "sentence = f\"The signature of `{owner}` at {found[0].place} gives `{name}` no default: `{found[0].signature}`.\""
            ],
            report: "report(sentence, found, more=footer)",
            plan: "There is no default; I read the signature of `\(owner)` again.")
    }

    func members(_ kind: String, of owner: String) -> Strategy {
        let kinds = kind.isEmpty ? "" : "kind=\(Python.text(kind)), "
        return find(
            [assign("name", owner), scope, footer("listed the definitions inside the type")],
            found: ["extension", "impl"].contains(kind)
                ? "definitions(name, \(kinds)path=path)"
                : "definitions(\(kinds)of=name, path=path) or (definitions(\(kinds)path=place(name)) if place(name) else [])",
            sentence: [
                "names = list(dict.fromkeys(re.split(r\"\\.|::\", hit.name)[-1] for hit in found))",
                "sentence = f\"`{name}` has {amount(len(found), found.what)}: \" + \", \".join(names[:200]) + \".\"",
            ],
            report: "report(sentence, found, label=\"kind\", more=footer)",
            plan: "I list what `\(owner)` defines.")
    }

    func withinSignature(_ name: String, _ kind: String) -> Strategy {
        let returns = question.skeleton.contains(/\breturn/)
        return find(
            [assign("name", name), scope, footer("compared the signatures of all functions")],
            found:
                "[hit for hit in definitions(kind=\(Python.text(kind)), path=path) if re.search(rf\"\\b{name}\\b\", \(returns ? "hit.result" : "hit.signature.partition(\"(\")[2]"))]",
            sentence: [
                "sentence = f\"{amount(len(found), 'function')} \(returns ? "return" : "take or return") `{name}`.\""
            ],
            report: "report(sentence, found, more=footer)",
            plan: "I list the functions whose signature names `\(name)`.")
    }

    func tests(of name: String) -> Strategy {
        find(
            [assign("name", name), footer("listed the uses in test files")],
            found: "[hit for hit in usages(name) if hit.role == \"test\"]",
            sentence: [
                "by = list(dict.fromkeys(hit.within for hit in found if hit.within))",
                "sentence = f\"`{name}` is used in test files by {amount(len(by), 'function')}: \" + \", \".join(by[:80]) + \".\"",
            ],
            report: "report(sentence, found, more=footer)",
            plan: "I list the tests that use `\(name)`.")
    }
}
