/// Strategies for facts of a kind: notes, environment variables, flags, errors, imports, tests.
extension StrategyWriter {
    func todos(_ marks: [String]) -> Strategy {
        let words = marks.map(Python.text).joined(separator: ", ")
        return find(
            [scope, footer("searched for the words exactly")],
            found: "todos(path, words=[\(words)])",
            sentence: [
                "kinds = collections.Counter(hit.kind for hit in found)",
                "sentence = f\"There are {len(found):,} lines with \" + \", \".join(f\"{word} ({number:,})\" for word, number in kinds.most_common())",
                "sentence += f\" in {len({hit.path for hit in found}):,} files\(Python.inside(scopeWords)).\"",
            ],
            report: "report(sentence, found, more=footer)",
            plan: "I search for \(marks.joined(separator: ", "))\(scopeWords).")
    }

    func environment() -> Strategy {
        names(
            of: "environment(path)",
            sentence: "The code\(Python.inside(scopeWords)) reads {len(names)} environment variables: ",
            did: "searched for the ways each language reads the environment",
            plan: "I look for code that reads the environment.")
    }

    func flags() -> Strategy {
        names(
            of: "flags(path)", sentence: "{len(names)} command-line flags are declared\(Python.inside(scopeWords)): ",
            did: "searched for the ways each language declares flags",
            plan: "I look for the flags that the code declares.")
    }

    func dependencies() -> Strategy {
        names(
            of: "dependencies(path)",
            sentence: "The package manifests\(Python.inside(scopeWords)) require {len(names)} packages: ",
            did: "read the package manifests", plan: "I read the package manifests.")
    }

    func imports() -> Strategy {
        names(
            of: "imports(path)",
            sentence: "The files\(Python.inside(scopeWords)) import {len(names)} different modules: ",
            did: "listed the import statements", plan: "I list the import statements\(scopeWords).")
    }

    /// A list of hits whose `name` is what was asked for.
    private func names(of helper: String, sentence: String, did: String, plan: String) -> Strategy {
        find(
            [scope, footer(did)],
            found: helper,
            sentence: [
                "names = list(dict.fromkeys(hit.name for hit in found))",
                "sentence = f\"\(sentence)\" + \", \".join(names[:200])",
                "if len(names) > 200:",
                "    sentence += f\" and {len(names) - 200} more\"",
            ],
            report: "report(sentence + \".\", found, label=\"name\", more=footer)",
            plan: plan)
    }

    func importers(of target: String) -> Strategy {
        let file = target.split(separator: "/").last.map(String.init) ?? target
        let isHeader = [".h", ".hpp", ".hh", ".js", ".ts", ".css", ".sh"].contains { file.hasSuffix($0) }
        let looksLikeFile = QuestionScanner.looksLikePath(target) && file.contains(".") && !isHeader
        let module = looksLikeFile ? String(file[..<(file.lastIndex(of: ".") ?? file.endIndex)]) : file
        return find(
            [
                assign("module", target.contains("/") || looksLikeFile ? module : target), scopeBesides(target),
                footer("listed the import statements"),
            ],
            found: "imports(path, of=module)",
            sentence: [
                "by = list(dict.fromkeys(hit.path for hit in found))",
                "sentence = f\"{len(by):,} files import `{module}`: \" + \", \".join(by[:80])",
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
                "sentence = f\"{len(found):,} places\(Python.inside(scopeWords)) raise, return or log an error, with {len(messages):,} different messages.\"",
            ],
            report: "report(sentence, found, label=lambda hit: hit.name[:100], more=footer)",
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
                "sentence = f\"`{name}` raises, returns or logs errors at {len(found)} places.\""
            ],
            report: "report(sentence, found, label=lambda hit: hit.name[:100], more=footer)",
            plan: "I list the errors that `\(name)` raises.")
    }

    func tests() -> Strategy {
        find(
            [scope, footer("counted test functions and test cases by each language's marks")],
            found: "tests(path)",
            sentence: [
                "by = collections.Counter(hit.path for hit in found)",
                "sentence = f\"There are {len(found):,} tests in {len(by):,} files\(Python.inside(scopeWords)); most in \"",
                "sentence += \", \".join(f\"{path} ({number:,})\" for path, number in by.most_common(8)) + \".\"",
            ],
            report: "report(sentence, found, label=\"name\", more=footer)",
            plan: "I list the tests\(scopeWords).")
    }

    func countCommits() -> Strategy {
        find(
            [footer("counted the commits")],
            found: "commits(k=20)",
            sentence: ["sentence = f\"There are {found.total:,} commits.\""],
            report: "report(sentence, found, label=\"subject\", more=footer)",
            plan: "I count the commits.")
    }
}
