/// Strategies for lists and numbers.
extension StrategyWriter {
    func list(_ kind: String) -> Strategy {
        find(
            [scope, footer("listed the definitions by syntax")],
            found: allDefinitions(kind),
            sentence: [
                "kinds = collections.Counter(hit.kind for hit in found)",
                "sentence = \", \".join(amount(number, kind) for kind, number in kinds.most_common()) + f\"{where}.\"",
            ],
            report: "report(sentence, found, label=\"name\", more=footer)",
            plan: "I list the \(kind.isEmpty ? "definition" : kind)s\(scopeWords).")
    }

    private func allDefinitions(_ kind: String) -> String {
        var arguments: [String] = []
        let isHeader = question.paths.contains { $0.hasSuffix(".h") }
        if kind == "function", isHeader {
            arguments.append("kind=(\"function\", \"prototype\")")
        } else if !kind.isEmpty {
            arguments.append("kind=\(Python.text(kind))")
        }
        arguments.append("path=path")
        if wantsPublic { arguments.append("public=True") }
        return "definitions(\(arguments.joined(separator: ", ")))"
    }

    func largest(_ kind: String?) -> Strategy {
        let smallest = question.skeleton.contains(/\b(smallest|shortest)\b/)
        guard let kind else {
            return find(
                [scope, footer("counted the lines of every file")],
                found: "find_files(path=path, sort=\"lines\")\(smallest ? "[::-1]" : "")[:10]",
                sentence: [
                    "sentence = f\"The \(smallest ? "smallest" : "largest") file{where} is {found[0].path} with {found[0].lines} lines; then \"",
                    "sentence += \", \".join(f\"{hit.path} ({hit.lines})\" for hit in found[1:]) + \".\"",
                    "code = [hit for hit in find_files(path=path, sort=\"lines\") if hit.role != \"document\" and hit.language not in (\"other\", \"json\", \"html\", \"text\", \"markdown\", \"css\")]\(smallest ? "[::-1]" : "")",
                    "if code and code[0] != found[0]:",
                    "    sentence += f\" Of the files of code, {code[0].path} with {code[0].lines} lines.\"",
                ],
                report: "report(sentence, [lines(found[0], 1, 1)[0]], more=footer)",
                plan: "I count the lines of every file.")
        }
        return find(
            [scope, footer("measured every definition by syntax")],
            found:
                "sorted(\(allDefinitions(kind)), key=lambda hit: hit.line - hit.end_line)\(smallest ? "[::-1]" : "")[:10]",
            sentence: [
                "first = found[0]",
                "sentence = f\"The \(smallest ? "shortest" : "longest") is `{first.name}` at {first.path}:{first.line} with {first.end_line - first.line + 1} lines \"",
                "sentence += f\"(to line {first.end_line}).\"",
            ],
            report:
                "report(sentence, found, label=lambda hit: f\"{hit.end_line - hit.line + 1} lines, {hit.name}\", more=footer)",
            plan: "I measure every \(kind)\(scopeWords).")
    }

    func count(_ what: Intent.Countable) -> [Strategy] {
        switch what {
        case .files, .lines: [countFiles()]
        case .folders: [countFolders()]
        case .languages: [languages()]
        case .tests: [tests()]
        case .commits: [countCommits()]
        case .usages(let name): [usages(of: name)]
        case .calls(let name): [callers(of: name), usages(of: name)]
        case .occurrences(let text): [occurrences(of: text)]
        case .definitions(let kind): [countDefinitions(kind)]
        }
    }

    private func countDefinitions(_ kind: String) -> Strategy {
        let owner =
            question.name(after: ["of", "in", "on", "does", "has", "for", "inside", "within"]) ?? question.names.first
        let found =
            if owner != nil {
                "definitions(kind=\(Python.text(kind)), of=name, path=path) or (definitions(kind=\(Python.text(kind)), path=place(name)) if place(name) else [])"
            } else {
                allDefinitions(kind)
            }
        return find(
            (owner.map { [assign("name", $0)] } ?? []) + [scope, footer("counted the definitions by syntax")],
            found: found,
            sentence: [
                "kinds = collections.Counter(hit.kind for hit in found)",
                "roles = collections.Counter(hit.role for hit in found)",
                "sentence = f\"There are {len(found)}\(owner == nil ? "{where}" : " in `{name}`"): \"",
                "sentence += \", \".join(amount(number, kind) for kind, number in kinds.most_common()) + \"; by kind of file: \"",
                "sentence += \", \".join(f\"{number} {role}\" for role, number in roles.most_common()) + \".\"",
            ],
            report: "report(sentence, found, limit=40, label=\"kind\", more=footer)",
            plan: "I count every \(kind.isEmpty ? "definition" : kind)\(scopeWords).")
    }

    private func countFiles() -> Strategy {
        let path =
            question.skeleton.contains(/\bheader files?\b/) && question.paths.isEmpty
            ? "path = [\"*.h\", \"*.hpp\", \"*.hh\"]" : scope
        let onlyTests = question.skeleton.contains(/\btest files?\b/)
        return find(
            [path, footer("counted files and lines")],
            found: onlyTests
                ? "[hit for hit in find_files(path=path, sort=\"lines\") if hit.role == \"test\"]"
                : "find_files(path=path, sort=\"lines\")",
            sentence: [
                "total = sum(hit.lines for hit in found)",
                "sentence = f\"There {'is' if len(found) == 1 else 'are'} {amount(len(found), '\(onlyTests ? "test " : "")file')}{where}, with {amount(total, 'line')} in all. \"",
                "by_language = collections.Counter(hit.language for hit in found)",
                "sentence += \"By language: \" + \", \".join(f\"{number} {name}\" for name, number in by_language.most_common()) + \". \"",
                "sentence += \"The largest: \" + \", \".join(f\"{hit.path} ({hit.lines} lines)\" for hit in found[:10]) + \".\"",
            ],
            report: "report(sentence, more=footer)",
            plan: "I count the files and their lines\(scopeWords).")
    }

    private func countFolders() -> Strategy {
        find(
            [scope, footer("counted folders")],
            found: "[row for row in tree(path, depth=30) if row.kind == \"folder\"]",
            sentence: [
                "top = [row for row in found if row.name.rstrip(\"/\").count(\"/\") == found[0].name.rstrip(\"/\").count(\"/\")]",
                "sentence = f\"There are {amount(len(found), 'folder')}, {len(top)} of them at the top: \" + \", \".join(row.name for row in top[:60]) + \".\"",
            ],
            report: "report(sentence, more=footer)",
            plan: "I count the folders.")
    }

    private func occurrences(of text: String) -> Strategy {
        find(
            [assign("text", text), scope, footer("counted the text exactly as written")],
            found: "grep(re.escape(text), path=path, limit=None)",
            sentence: [
                "times = sum(hit.text.count(text) for hit in found)",
                "words = sum(len(re.findall(rf\"(?<!\\w){re.escape(text)}(?!\\w)\", hit.text)) for hit in found)",
                "paths = collections.Counter(hit.path for hit in found)",
                "sentence = f\"`{text}` occurs {times} times on {amount(len(found), 'line')} in {amount(len(paths), 'file')}{where}\"",
                "if words != times:",
                "    sentence += f\", {words} times as a whole word\"",
                "sentence += \"; most often in \" + \", \".join(f\"{path} ({number} lines)\" for path, number in paths.most_common(8))",
            ],
            report: "report(sentence + \".\", found, limit=60, more=footer)",
            plan: "I count where `\(text)` stands.")
    }

    func listFiles() -> Strategy {
        let onlyTests = question.skeleton.contains(/\btest files?\b/)
        return find(
            [scope, footer("listed the files")],
            found: onlyTests
                ? "[hit for hit in find_files(path=path) if hit.role == \"test\"]" : "find_files(path=path)",
            sentence: [
                "sentence = f\"There are {amount(len(found), 'file')}{where}:\"",
                "rows = [f\"- {hit.path} ({hit.lines} lines, {hit.language})\" for hit in found[:200]]",
                "if len(found) > 200:",
                "    rows.append(f\"- … and {len(found) - 200} more\")",
            ],
            report: "report(sentence + \"\\n\\n\" + \"\\n\".join(rows), more=footer)",
            plan: "I list the files\(scopeWords).")
    }

    func languages() -> Strategy {
        find(
            [
                "path = \(question.paths.first.map(Python.text) ?? "\"\"")",
                footer("counted files and lines by language"),
            ],
            found: "languages(path)",
            sentence: ["sentence = f\"Mostly {found[0].name}. {found.header()}:\""],
            report: "report(sentence + \"\\n\\n\" + \"\\n\".join(f\"- {row}\" for row in found), more=footer)",
            plan: "I count the files and lines of each language.")
    }
}
