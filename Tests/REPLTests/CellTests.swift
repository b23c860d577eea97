import REPL
import Testing

@Suite struct CellTests {
    @Test func showsTheLastExpressionAndKeepsState() async throws {
        try await withSession { session async throws in
            let first = try await session.run("x = 20\nprint('hello')\nx + 1")
            #expect(first.outcome == .completed)
            #expect(first.stdout == "hello\n21\n")
            #expect(first.variables == [CellResult.Variable(name: "x", type: "int")])
            #expect(try await session.run("x * 2").stdout == "40\n")
            #expect(try await session.run("None").stdout == "")
            #expect(try await session.run("x = 1; x").stdout == "1\n")
            #expect(try await session.run("'a\\nb'").stdout == "'a\\nb'\n")
        }
    }

    @Test func showsWhatHelpersReturnWhereverItStands() async throws {
        try await withSession { session async throws in
            let script = """
                from __future__ import annotations
                grep('alpha')
                1 + 1
                found = grep('def')
                found
                len(found)
                llm_query('q')
                grep('ü')[:1]
                None
                """
            let expected = """
                1 match
                a.txt:1: alpha
                1 match
                src/b.py:1: def b():
                're: q'
                1 match
                src/b.py:2: return 'ü'

                """
            #expect(try await session.run(script).stdout == expected)
            #expect(try await session.run("print(grep('alpha'), grep('def'))").stdout.contains("alpha\n 1 match\n"))
            let stopped = try await session.run("grep('alpha')\n1/0")
            #expect(stopped.stdout.hasSuffix("alpha\n"))
            #expect(stopped.stderr.contains("line 2"))
        }
    }

    @Test func helpsAfterMistakes() async throws {
        try await withSession { session async throws in
            let name = try await session.run("search_files('x')").stderr
            #expect(name.contains("help: there is"))
            #expect(name.contains("find_files"))
            #expect(name.contains("search"))
            #expect(try await session.run("read_file('x')").stderr.contains("lines"))
            #expect(try await session.run("mine = 1\nmnie").stderr.contains("mine"))
            let text = try await session.run("outline(files['src/b.py'])").stderr
            #expect(text.contains("outline takes a path, such as 'src/b.py', not a text"))
            #expect(text.split(separator: "\n").count <= 4)
            let pattern = try await session.run("lines('src/b.py', 'x')").stderr
            #expect(!pattern.contains("rlm_worker"))
            #expect(try await session.run("grep('x', files='a')").stderr.contains("write grep(pattern, path=''"))
            #expect(try await session.run("open('a.txt')").stderr.contains("files[path]"))
            #expect(try await session.run("files['src/bb.py']").stderr.contains("did you mean 'src/b.py'?"))
        }
    }

    @Test func seesTheCorpus() async throws {
        try await withSession { session async throws in
            let script = """
                assert context is CONTEXT is context_0 and '\\n'.join(context.split('\\n')) == context
                list(files), files['./a.txt'], files['src/b.py'].count('ü'), 'a.txt' in files, len(files)
                """
            let result = try await session.run(script)
            #expect(result.stdout == "(['a.txt', 'src/b.py'], 'alpha\\n', 1, True, 2)\n")
            let copied = try await session.run(
                "import copy, pickle\npickle.loads(pickle.dumps(files)) == copy.deepcopy(files)")
            #expect(copied.stdout == "True\n", "\(copied)")
            let missing = try await session.run("files['b.py']")
            #expect(missing.stderr.contains("did you mean 'src/b.py'?"))
        }
    }

    @Test func keepsWhatWasAssignedBeforeAnException() async throws {
        try await withSession { session async throws in
            let result = try await session.run("kept = 1\ndef f():\n    return 1/0\nf()\nlost = 2")
            #expect(result.outcome == .raised)
            #expect(result.stderr.contains("ZeroDivisionError: division by zero"))
            #expect(result.stderr.contains("File \"<cell 1>\", line 3, in f\n    return 1/0"))
            #expect(!result.stderr.contains("rlm_worker"))
            #expect(result.variables.map(\.name) == ["kept", "f"])
            #expect(try await session.run("kept").stdout == "1\n")
        }
    }

    @Test func showsSyntaxErrorsWithTheirLine() async throws {
        try await withSession { session async throws in
            let result = try await session.run("x = 1\ny = (2\n")
            #expect(result.outcome == .raised)
            #expect(result.stderr.contains("line 2"))
            #expect(result.stderr.contains("SyntaxError"))
            #expect(!result.stderr.contains("ast.py"))
            #expect(try await session.run("    indented = 3\n    indented").stdout == "3\n")
        }
    }

    @Test func awaitsOutsideOfFunctions() async throws {
        try await withSession { session async throws in
            let script = """
                import asyncio
                async def ask(i):
                    await asyncio.sleep(0)
                    return i * 2
                total = sum(await asyncio.gather(*[ask(i) for i in range(4)]))
                await ask(total)
                """
            #expect(try await session.run(script).stdout == "24\n")
            #expect(try await session.run("asyncio.run(ask(4))").stdout == "8\n")
            #expect(try await session.run("await ask(5)").stdout == "10\n")
        }
    }

    @Test func takesFinalAnswersInEveryForm() async throws {
        let forms: [(String, String)] = [
            ("FINAL('done')", "done"), ("FINAL(42)", "42"), ("FINAL(['a', 1])", "[\n  \"a\",\n  1\n]"),
            ("result = 'r'\nFINAL_VAR('result')", "r"), ("result = 'Paris'\nFINAL_VAR(result)", "Paris"),
            ("result = 'r'\nFINAL('result')", "r"), ("SUBMIT('s')", "s"), ("SUBMIT(answer='k')", "k"),
            ("answer['content'] = 'c'; answer['ready'] = True", "c"),
            ("answer = {'content': 'd', 'ready': True}", "d"), ("FINAL(llm_query('q'))", "re: q"),
            ("FINAL({'k': {1}})", "{\n  \"k\": [\n    1\n  ]\n}"),
        ]
        try await withSession { session async throws in
            for (code, answer) in forms {
                let result = try await session.run(code)
                #expect(result.outcome == .completed, "\(code): \(result.stderr)")
                #expect(result.finalAnswer == answer, "\(code)")
                #expect(try await session.run("1").finalAnswer == nil)
            }
        }
    }

    @Test func tellsWhichVariableFinalVarDidNotFind() async throws {
        try await withSession { session async throws in
            let result = try await session.run("summary = 1\nFINAL_VAR('sumary')")
            #expect(result.finalAnswer == nil)
            #expect(result.stderr.contains("no variable 'sumary'; your variables are: summary"))
        }
    }

    @Test func takesATextAsTheDraft() async throws {
        try await withSession { session async throws in
            let first = try await session.run("answer = 'so far'")
            #expect(first.draftAnswer == "so far")
            #expect(first.finalAnswer == nil)
            #expect(first.stderr.contains("now answer[\"content\"]"))
            #expect(first.variables.isEmpty)
            let second = try await session.run("answer['content'] += ', and more'; answer['ready'] = True")
            #expect(second.finalAnswer == "so far, and more")
            let both = try await session.run("answer = 'text'\nanswer['content'] = 'x'")
            #expect(both.stderr.contains("`answer` is the dict"))
            #expect(both.draftAnswer == "text")
            for form in ["FINAL(answer)", "FINAL('answer')", "FINAL_VAR('answer')", "FINAL_VAR(answer)"] {
                _ = try await session.run("answer = llm_query('q')")
                #expect(try await session.run(form).finalAnswer == "re: q", "\(form)")
            }
            _ = try await session.run("answer = 42")
            #expect(try await session.run("answer").stdout == "42\n")
        }
    }

    @Test func keepsADraftUntilItIsReady() async throws {
        try await withSession { session async throws in
            #expect(try await session.run("1").draftAnswer == nil)
            let draft = try await session.run("answer['content'] = 'so far'")
            #expect(draft.draftAnswer == "so far")
            #expect(draft.finalAnswer == nil)
            #expect(try await session.run("answer['ready'] = True").finalAnswer == "so far")
        }
    }

    @Test func putsReservedNamesBackAndSaysSo() async throws {
        try await withSession { session async throws in
            let result = try await session.run("context = 'mine'\nllm_query = None\ndel FINAL\nlen(context)")
            #expect(result.stdout == "4\n")
            #expect(result.stderr.contains("`context` is reserved and was put back"))
            let next = try await session.run("'alpha' in context, llm_query('x'), callable(FINAL)")
            #expect(next.stdout == "(True, 're: x', True)\n")
        }
    }

    @Test func letsHelpersNamesHoldTheModelsOwnValues() async throws {
        try await withSession { session async throws in
            let result = try await session.run("files = ['a.txt']\nstring = 'text'")
            #expect(result.stderr.contains("the original is `rlm.files`"))
            #expect(result.variables.map(\.name) == ["files", "string"])
            let next = try await session.run("files, string, rlm.files['a.txt']")
            #expect(next.stdout == "(['a.txt'], 'text', 'alpha\\n')\n")
            #expect(next.stderr == "")
            _ = try await session.run("del files")
            #expect(try await session.run("len(files)").stdout == "2\n")
        }
    }

    @Test func hasModulesAndHelpersReady() async throws {
        try await withSession { session async throws in
            let script = """
                [m.__name__ for m in (re, json, math, collections, itertools, datetime, random, statistics,
                    functools, textwrap, string)], history[0]['code']
                """
            _ = try await session.run("first = 1")
            #expect(try await session.run(script).stdout.contains("'string'], 'first = 1'"))
            #expect(try await session.run("SHOW_VARS()").stdout == "first: int\n")
            #expect(try await session.run("list(grep('alpha'))").stdout.contains("a.txt"))
        }
    }

    @Test func endsTheCellAloneOnExit() async throws {
        try await withSession { session async throws in
            let result = try await session.run("x = 1\nimport sys\nsys.exit(3)")
            #expect(result.outcome == .completed)
            #expect(result.stderr.contains("the session goes on"))
            #expect(try await session.run("x").stdout == "1\n")
        }
    }
}
