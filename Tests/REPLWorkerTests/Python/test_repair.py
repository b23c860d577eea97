import unittest

from support import has_grammars, helpers

SWIFT = '''
    final class First: Base {
        func act(_ option: Option) -> Int {
            switch option {
            case .one:
                #if os(Linux)
                return 1
                fallthrough
                #else
                fallthrough
                #endif
            #if canImport(Darwin)
            case .two where flag:
                fallthrough
            #else
            #endif
            default:
                return 2
            }
        }
    }

    final class Second: Base {
        var mark = 1
        #if os(Linux)
        func run() { if mark == 1 {
        #else
        func run() { if mark == 2 {
        #endif
            stop() }
        }
        func stop() {}
    }

    extension Second: Other {
        enum Target {
            case socket
        }
    }
'''
C = '''
    int before(void) { return 1; }
    int width(int kind) {
    #ifdef WIDE
        if (kind == 1) {
    #else
        if (kind == 2) {
    #endif
            return 2;
        }
        return 1;
    }
    UNKNOWN_MARK(x) y z static } { int
    int after(int a) {
        return a;
    }
'''


class RepairTests(unittest.TestCase):
    def test_finds_types_after_code_that_the_grammar_does_not_know(self):
        nav = helpers({"a.swift": SWIFT})
        for name, line in (("First", 1), ("Second", 22), ("Target", 35)):
            self.assertEqual(nav.definitions(name, exact=True)[0].line, line)
            self.assertNotIn("spelled exactly", str(nav.definitions(name)))
        self.assertEqual({hit.name for hit in nav.subtypes("Base")}, {"First", "Second"})
        self.assertIn("Second.stop", [hit.name for hit in nav.definitions("stop")])
        self.assertEqual({hit.name for hit in nav.definitions(kind="function", path="a.swift") if hit.kind == "function"}, set())

    @unittest.skipUnless(has_grammars(), "the grammars are not installed")
    def test_takes_directives_out_and_keeps_places(self):
        from rlm_worker.repair import DIRECTIVES, without_conditions

        source = b"a\n  #if x && \\\n y\nb\n#else\nc\n#endif\nd\n"
        version, blanked = without_conditions(source, DIRECTIVES["c"], True)
        self.assertEqual(len(version), len(source))
        self.assertEqual(version.split(), [b"a", b"b", b"d"])
        self.assertEqual([source[begin:end] for begin, end in blanked], [b"c"])

    @unittest.skipUnless(has_grammars(), "the grammars are not installed")
    def test_finds_functions_whose_names_stand_in_parentheses(self):
        nav = helpers({"a.c": "API int (load) (State *L) {\n    return 1;\n}\nint (plain) (int x) { return x; }\n"})
        self.assertEqual([(hit.name, hit.kind, hit.line) for hit in nav.definitions(kind="function")], [("load", "function", 1), ("plain", "function", 4)])

    def test_finds_functions_after_broken_code(self):
        nav = helpers({"a.c": C})
        for name in ("before", "width", "after"):
            self.assertEqual(nav.definitions(name)[0].name, name)
        if has_grammars():
            self.assertNotIn("y", [hit.name for hit in nav.definitions(kind="macro")])

    @unittest.skipUnless(has_grammars(), "the grammars are not installed")
    def test_says_where_it_is_not_certain(self):
        nav = helpers({"a.swift": "final class A {\n  func a() {\n" + "}}} ??? #if (\n" * 3 + "}\nstruct Late: Base {\n  func b() {}\n}\n"})
        self.assertEqual([hit.name for hit in nav.definitions("Late")], ["Late"])
        nav.definitions("Late")
        if any(not item.is_certain for item in nav.definitions.__wrapped__.__self__.symbols.of_file("a.swift")):
            self.assertIn("parsed with errors", str(nav.outline("a.swift")))

    def test_tells_an_extension_alone_as_what_it_is(self):
        found = helpers({"a.swift": "extension Elsewhere {\n    func go() {}\n}\n"}).definitions("Elsewhere")
        self.assertEqual([hit.kind for hit in found], ["extension"])
        self.assertNotIn("spelled", str(found))

    def test_knows_names_that_are_keywords_elsewhere(self):
        nav = helpers({"a.py": "def do(x):\n    return x\n\n\ndef switch(x):\n    return x\n"})
        self.assertEqual([hit.line for hit in nav.definitions("do")], [1])


if __name__ == "__main__":
    unittest.main()
