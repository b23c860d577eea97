/// Strategies that find texts and passages.
extension StrategyWriter {
    func quoted(_ text: String) -> Strategy {
        find(
            [assign("text", text), scope, footer("searched for the text exactly as written")],
            found: "located(grep(re.escape(text), path=path))",
            sentence: quotedSentence("\"{text}\" stands"),
            report: "report(sentence, found, more=footer)",
            plan: "I search for the text as it is written.")
    }

    func quotedLoosely(_ text: String) -> Strategy {
        find(
            [
                assign("text", text), footer("searched for the text in any case and spacing"),
                "words = re.findall(r\"\\w+\", text)",
                "pattern = r\"\\W+\".join(map(re.escape, words)) if words else re.escape(text)",
            ],
            found: "located(grep(pattern, ignore_case=True))",
            sentence: quotedSentence("Something like \"{text}\", not exactly as written, stands"),
            report: "report(sentence, found, more=footer)",
            plan: "I search for the text in any case and spacing.")
    }

    private func quotedSentence(_ subject: String) -> [String] {
        let subject = subject.replacing("\"", with: "\\\"")
        return [
            "paths = list(dict.fromkeys(hit.path for hit in found))",
            "sentence = f\"\(subject) on {amount(found.total, 'line')} in {amount(len(paths), 'file')}: \" + \", \".join(paths[:60])",
            "by = list(dict.fromkeys(hit.within for hit in found if hit.within))",
            "sentence += f\" (in {', '.join(by[:12])}).\" if by else \".\"",
        ]
    }

    /// What the strategies before looked for in vain.
    private var missed: String {
        switch intent {
        case .definition, .explanation, .about: "definition of"
        case .callers, .count(.calls): "call of"
        case .usages, .count(.usages): "use of"
        case .subtypes: "type derived from"
        case .importers: "import of"
        case .raising: "place that raises"
        case .value, .assignments: "value given to"
        default: "such thing as"
        }
    }

    /// Lines that mention a name that no better strategy found.
    func mentions(of phrase: String) -> Strategy {
        find(
            [assign("text", phrase), footer("searched for the text; nothing more particular was found")],
            found: "located(grep(rf\"(?<!\\w){re.escape(text)}(?!\\w)\") or grep(re.escape(text), ignore_case=True))",
            sentence: [
                "paths = list(dict.fromkeys(hit.path for hit in found))",
                "sentence = f\"I found no \(missed) `{text}` by syntax; the text stands on {amount(found.total, 'line')} in {amount(len(paths), 'file')}.\"",
            ],
            report: "report(sentence, found, limit=60, more=footer)",
            plan: "That found nothing; I search for the text.")
    }

    /// Says that a name or text stands nowhere, with what is nearest; nothing when it does stand somewhere.
    func absence(of phrase: String) -> Strategy {
        let isName = question.texts.isEmpty
        let absent =
            isName
            ? "`{text}` is not defined in the input, and the name does not occur there at all"
            : "\\\"{text}\\\" does not occur in the input"
        return find(
            [
                assign("text", phrase), assign("question", question.original),
                footer("searched for the \(isName ? "name" : "text") in any case"),
                isName ? "last = re.split(r\"::|\\.|#|->\", text)[-1] or text" : "last = text",
                "near = [] if grep(re.escape(last), ignore_case=True, limit=1) else list(search(question, k=6))",
            ],
            found: "[] if grep(re.escape(last), ignore_case=True, limit=1) else [text]",
            sentence: [
                "sentence = f\"\(absent)\"",
                "sentence += \". The passages nearest by their words:\" if near else \".\"",
            ],
            report: "report(sentence, near, more=footer)",
            plan: "I make sure that \(isName ? "the name" : "the text") stands nowhere.")
    }

    func passages(everywhere: Bool = false) -> Strategy {
        let isFallback = intent != .search
        let paths = "[" + question.paths.map(Python.text).joined(separator: ", ") + "]"
        let missing =
            question.paths.isEmpty
            ? "missing = \"\""
            : "missing = \"\".join(f\"There is no `{one}` in the input. \" for one in \(paths) if not find_files(path=one))"
        return find(
            [
                missing,
                assign("question", question.original), everywhere ? "path = \"\"" : scope,
                footer("ranked passages by the words of the question"),
            ],
            found: "search(question, k=12, path=path)",
            sentence: [
                "first = found[0]",
                "sentence = missing + f\"\(intent == .judgement ? "Rules cannot judge this; the" : isFallback ? "Nothing more particular was found; the" : "The") passage that fits best is at {first.place}\"",
                "sentence += f\", in `{first.within}`\" if first.within else \"\"",
                "others = list(dict.fromkeys(hit.within for hit in found[1:] if hit.within and hit.within != first.within))",
                "sentence += \"; then \" + \", \".join(f\"`{name}`\" for name in others[:6]) if others else \"\"",
            ],
            report: "report(sentence + \".\", found, more=footer)",
            plan: "I search for the passages that fit the words of the question.")
    }

    /// The passages that fit, with the definition of the name in the question: first when the name says what it is.
    func passagesAboutName() -> Strategy {
        find(
            [
                assign("question", question.original), assign("name", question.names[0]), scope,
                footer("looked the name up and ranked passages by the words of the question"),
                "known = [hit for hit in definitions(name, exact=True) if hit.role == \"own\" and hit.kind not in (\"section\", \"key\")][:3]",
                "telling = [hit for hit in known if re.search(r\"[a-z][A-Z]|_|::|\\.\", name) and hit.kind not in (\"field\", \"case\", \"prototype\")]",
            ],
            found: "telling + [hit for hit in search(question, k=12, path=path) if hit not in telling]",
            sentence: [
                "first = found[0]",
                "sentence = f\"`{name}` ({first.kind}) is defined at {first.place}; the passages that fit best follow\" if telling else f\"The passage that fits best is at {first.place}\"",
                "sentence += f\", in `{first.within}`\" if first.within and not telling else \"\"",
            ],
            report: "report(sentence + \".\", found, more=footer)",
            plan: "I look `\(question.names[0])` up and search for the passages that fit the question.")
    }

    func judgement() -> Strategy {
        let names = question.names.prefix(3).map(Python.text).joined(separator: ", ")
        return find(
            [
                assign("question", question.original), scope,
                footer("ranked passages by the words of the question; weighing them needs a language model"),
                "known = [hit for name in [\(names)] for hit in definitions(name)[:2]]",
            ],
            found: "search(question, k=14, path=path)",
            sentence: [
                "sentence = f\"Rules cannot judge this. These {amount(len(found), 'passage')} are the most relevant; a language model would read them, \"",
                "sentence += \"follow what they call, and weigh the reasons that the code and its comments give.\"",
            ],
            report: "report(sentence, known + list(found), more=footer)",
            plan: "This needs judgement, which rules do not have; I look for the passages that matter.")
    }

    /// Definitions on the added or removed lines of a patch; nil when the question is not on changes.
    func changedLines(_ kind: String) -> Strategy? {
        let removed = question.skeleton.contains(/\b(removed|deleted|dropped)\b/)
        guard removed || question.skeleton.contains(/\b(added|new|introduced)\b/) else { return nil }
        let words =
            switch kind {
            case "function", "method": "def|func|fn|function"
            case "": "def|func|fn|function|class|struct|enum|protocol|trait|interface|type"
            default: kind
            }
        return find(
            [footer("searched the changed lines of the patch"), scope],
            found: #"grep(r"^[\#(removed ? "-" : "+")]\s*(?:[\w@()]+\s+)*(?:\#(words))\s+\w+", path=path, limit=None)"#,
            sentence: ["sentence = f\"{amount(len(found), 'line')} of the patch \(removed ? "remove" : "add") one.\""],
            report: "report(sentence, found, more=footer)",
            plan: "I look at the lines that the patch \(removed ? "removes" : "adds").")
    }

    func commits() -> Strategy {
        find(
            [assign("question", question.original), footer("ranked the commits by the words of the question")],
            found: "commits(question)",
            sentence: [
                "first = found[0]",
                "sentence = f\"The commit that fits best is {first.name} “{first.subject}” at {first.path}:{first.line}; others that fit follow.\"",
            ],
            report: "report(sentence, found, label=\"subject\", more=footer)",
            plan: "I look for the commits that fit the words of the question.")
    }

    func parts() -> Strategy {
        find(
            [
                question.paths.isEmpty
                    ? question.names.first.map { "path = place(\(Python.text($0)))" } ?? scope : scope,
                "where = f\" in `{path}`\" if path else \"\"",
                footer("copied what the README, manifest or first comment of each folder says; nothing is rephrased"),
            ],
            found: "parts(path)",
            sentence: [
                "names = [hit.name.rstrip(\"/\") for hit in found]",
                "sentence = f\"{amount(len(found), found.what)}{where}: \" + \", \".join(names[:60]) + \". What is said of each:\"",
            ],
            report: "report(sentence, found, limit=60, label=\"name\", more=footer)",
            plan: "I look at what each folder\(scopeWords) says of itself.")
    }

    func summary() -> Strategy {
        find(
            [
                question.paths.isEmpty ? "path = \"\"" : assign("path", question.paths[0]),
                footer("picked the sentences and names that say the most; nothing is rephrased"),
                "size = languages(path)", "print(tree(path, depth=1))",
            ],
            found: "summary(path)",
            sentence: [
                "sentence = f\"\(question.paths.first.map { Python.inside("`\($0)`: ") } ?? ""){size.note}, mostly {size[0].name}.\"",
                "names = list(dict.fromkeys(hit.name for hit in found if hit.kind not in (\"text\", \"purpose\", \"change\", \"section\") and hit.name and hit.name != hit.path))",
                "sentence += (\" Its main parts: \" + \", \".join(f\"`{name}`\" for name in names[:20]) + \".\") if names else \"\"",
                "folders = [row.name.rstrip(\"/\") for row in tree(path, depth=1) if row.kind == \"folder\" and not row.name.startswith(\".\")]",
                "sentence += (\" Its folders: \" + \", \".join(folders[:40]) + \".\") if len(folders) > 1 else \"\"",
                "sentence += \" In its own words:\"",
            ],
            report:
                "report(sentence, found, label=lambda hit: hit.name if hit.kind != \"text\" and hit.name != hit.path else \"\", more=footer)",
            plan: "I look at the folders, the README and the main types.")
    }
}
