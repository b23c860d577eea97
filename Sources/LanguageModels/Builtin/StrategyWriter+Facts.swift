/// Strategies for facts of a kind: notes, environment variables, flags, errors, imports, tests.
extension StrategyWriter {
    func todos(_ marks: [String]) -> Strategy {
        let words = marks.map(Python.text).joined(separator: ", ")
        return find(
            [scope, footer("searched for the words exactly")],
            found: "todos(path, words=[\(words)])",
            sentence: [
                "kinds = collections.Counter(hit.kind for hit in found)",
                "sentence = f\"There are {amount(len(found), 'line')} with \" + \", \".join(f\"{word} ({number})\" for word, number in kinds.most_common())",
                "sentence += f\" in {amount(len({hit.path for hit in found}), 'file')}{where}.\"",
            ],
            report: "report(sentence, found, more=footer)",
            plan: "I search for \(marks.joined(separator: ", "))\(scopeWords).")
    }

    func environment() -> Strategy {
        names(
            of: "environment(path)", sentence: "The code{where} reads {amount(len(names), 'environment variable')}: ",
            did: "searched for the ways each language reads the environment",
            plan: "I look for code that reads the environment.")
    }

    func flags() -> Strategy {
        names(
            of: "flags(path)", sentence: "{amount(len(names), 'command-line flag')} are declared{where}: ",
            did: "searched for the ways each language declares flags",
            plan: "I look for the flags that the code declares.")
    }

    func dependencies() -> Strategy {
        names(
            of: "dependencies(path)", narrowed: true,
            sentence: "The package manifests{where} require {amount(len(names), 'package')}: ",
            did: "read the package manifests", plan: "I read the package manifests.")
    }

    func imports() -> Strategy {
        let onlyTop = question.skeleton.contains(
            /\b(top|module|file)[- ]levels?\b|\bglobally\b|\bat the (top|beginning|head)\b/)
        let onlyInner = question.skeleton.contains(
            /\b(inside|within|in) (its |the |a )?(functions?|methods?)\b|\blazil?y\b|\blocally\b/)
        return find(
            [
                scope, footer("listed the import statements"), "every = located(imports(path))",
                "inner = [hit for hit in every if hit.within and hit.text[:1].isspace()]",
                "outer = [hit for hit in every if hit not in inner]",
            ],
            found: onlyTop ? "outer" : onlyInner ? "inner" : "outer + inner",
            sentence: [
                "names = list(dict.fromkeys(hit.name for hit in found))",
                "later = [name for name in dict.fromkeys(hit.name for hit in inner) if name not in [hit.name for hit in outer]]",
                "sentence = f\"The imports{where}\(onlyTop ? " at the top level" : onlyInner ? " inside functions" : "") name {amount(len(names), 'module')}: \" + \", \".join(names[:200])",
                "sentence += f\" and {len(names) - 200} more\" if len(names) > 200 else \"\"",
                onlyInner
                    ? "pass"
                    : onlyTop
                        ? "sentence += f\"; {amount(len(inner), 'import')} inside functions not counted\" if inner else \"\""
                        : "sentence += f\"; {len(later)} of them only inside functions: \" + \", \".join(later[:60]) if later else \"\"",
            ],
            report: "report(sentence + \".\", found, label=\"name\", more=footer)",
            plan: "I list the import statements\(scopeWords).")
    }

    /// A list of hits whose `name` is what was asked for.
    private func names(
        of helper: String, narrowed: Bool = false, sentence: String, did: String, plan: String
    ) -> Strategy {
        find(
            [scope, footer(did)],
            found: helper,
            sentence: (narrowed
                ? [
                    "asked = re.findall(r\"[\\w.-]+\", \(Python.text(question.original.lowercased())))",
                    "found = [hit for hit in found if re.split(r\"[/\\[]\", hit.name.lower())[-1] in asked] or found",
                ] : []) + [
                    "names = list(dict.fromkeys(hit.name for hit in found if not hit.name.startswith(\"<\")))",
                    "sentence = f\"\(sentence)\" + \", \".join(names[:200])",
                    "if len(names) > 200:",
                    "    sentence += f\" and {len(names) - 200} more\"",
                    "if any(hit.name.startswith(\"<\") for hit in found):",
                    "    sentence += \", and others whose names are worked out at run time\"",
                ],
            report: "report(sentence + \".\", found, label=\"name\", more=footer)",
            plan: plan)
    }

    func importers(of target: String) -> Strategy {
        let file = target.split(separator: "/").last.map(String.init) ?? target
        let isHeader = [".h", ".hpp", ".hh", ".js", ".ts", ".css", ".sh"].contains { file.hasSuffix($0) }
        let looksLikeFile = QuestionScanner.looksLikePath(target) && file.contains(".") && !isHeader
        let isModulePath = target.contains("/") && !file.contains(".")
        let module =
            isModulePath ? target : looksLikeFile ? String(file[..<(file.lastIndex(of: ".") ?? file.endIndex)]) : file
        return find(
            [
                assign("module", target.contains("/") || looksLikeFile ? module : target), scopeBesides(target),
                footer("listed the import statements"),
            ],
            found: "imports(path, of=module)",
            sentence: [
                "by = list(dict.fromkeys(hit.path for hit in found))",
                "sentence = f\"{amount(len(by), 'file')} import `{module}`: \" + \", \".join(by[:80])",
                "if len(by) > 80:",
                "    sentence += f\" and {len(by) - 80} more\"",
            ],
            report: "report(sentence + \".\", found, more=footer)",
            plan: "I list the files that import `\(module)`.")
    }

    /// The scope without the path that is itself what the question asks about.
    private func scopeBesides(_ target: String) -> String {
        question.paths.contains(target) ? "path = \"\"" : scope
    }

    func errors() -> Strategy {
        find(
            [scope, footer("searched for the ways each language reports errors")],
            found: "errors(path)",
            sentence: [
                "messages = list(dict.fromkeys(hit.name for hit in found if hit.name))",
                "sentence = f\"{amount(len(found), 'place')}{where} raise, return or log an error, with {len(messages)} different messages.\"",
            ],
            report: "report(sentence, found, label=lambda hit: f\"“{hit.name}”\" if hit.name else \"\", more=footer)",
            plan: "I list the error messages\(scopeWords).")
    }

    func errors(within name: String) -> Strategy {
        find(
            [
                assign("name", name), footer("listed the errors raised in the definition"),
                "places = [hit for hit in definitions(name) if hit.end_line > hit.line]",
            ],
            found:
                "[hit for place in places for hit in errors(place.path) if place.line <= hit.line <= place.end_line]",
            sentence: [
                "sentence = f\"`{name}` raises, returns or logs errors at {amount(len(found), 'place')}.\""
            ],
            report: "report(sentence, found, label=lambda hit: f\"“{hit.name}”\" if hit.name else \"\", more=footer)",
            plan: "I list the errors that `\(name)` raises.")
    }

    func tests() -> Strategy {
        find(
            [scope, footer("counted test functions and test cases by each language's marks")],
            found: "tests(path)",
            sentence: [
                "by = collections.Counter(hit.path for hit in found)",
                "sentence = f\"There are {amount(len(found), 'test')} in {amount(len(by), 'file')}{where}; most in \"",
                "sentence += \", \".join(f\"{path} ({number})\" for path, number in by.most_common(8)) + \".\"",
            ],
            report: "report(sentence, found, label=\"name\", more=footer)",
            plan: "I list the tests\(scopeWords).")
    }

    func defaultOf(_ thing: [String]) -> Strategy {
        find(
            [
                footer("searched for what is called the default of it"), scope,
                "thing = r\"[_\\-\\s]?\".join([\(thing.map(Python.text).joined(separator: ", "))])",
                "pattern = rf\"default[_\\-\\s]?{thing}|{thing}[_\\-\\s]?default|{thing}\\w*\\b.{{0,40}}\\bdefault\"",
                "setting = rf\"[\\\"']{thing}[\\\"']\\s*,.*\\d|^#?\\s*{thing}[ \\t=:]+\\d\\S*\\s*$\"",
            ],
            found: "located(grep(rf\"{setting}|{pattern}\", path=path, ignore_case=True))",
            sentence: [
                "found.sort(key=lambda hit: (hit.role != \"own\", not re.search(setting, hit.text), not re.search(r\"=|:|#define\", hit.text), not re.search(r\"\\d\", hit.text)))",
                "sentence = f\"{amount(len(found), 'line')} tell of such a default; the first is at {found[0].path}:{found[0].line}.\"",
            ],
            report: "report(sentence, found, limit=40, more=footer)",
            plan: "I look for a default \(thing.joined(separator: " ")).")
    }

    func version() -> Strategy {
        find(
            [footer("searched for what is called version and holds a number"), scope],
            found:
                #"grep(r"(?:__version__|\bversion)[\"']?\s*(?::=|[:=])\s*(?:\w+\()?[\"']?v?\d", path=path, ignore_case=True)"#,
            sentence: [
                "manifest = r\"(?i)version|release|setup\\.|pyproject|cargo|package|__init__|cmake|configure|gradle|pom\\.\"",
                "found.sort(key=lambda hit: (not re.search(manifest, hit.path.rsplit(\"/\", 1)[-1]), hit.role != \"own\", hit.path.count(\"/\")))",
                "sentence = f\"{amount(len(found), 'line')} give a version; the first is at {found[0].path}:{found[0].line}.\"",
            ],
            report: "report(sentence, found, limit=25, more=footer)",
            plan: "I look for the version number.")
    }

    func countCommits() -> Strategy {
        find(
            [footer("counted the commits")],
            found: "commits(k=20)",
            sentence: ["sentence = f\"There are {amount(found.total, 'commit')}.\""],
            report: "report(sentence, found, label=\"subject\", more=footer)",
            plan: "I count the commits.")
    }
}
