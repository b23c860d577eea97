import unittest

from support import has_grammars, helpers

PYTHON = '''
    """Sends things."""
    import os

    LIMIT = 10
    timeout: float = 2.5


    class Base:
        pass


    class Sender(Base):
        """Sends one thing at a time."""

        retries = 3

        def __init__(self, target):
            self.target = target
            local = 1

        @property
        def name(self) -> str:
            """The target's name."""
            return f"{self.target}"

        async def send(self, data: bytes, *, times=1) -> bool:
            def inner():
                return data
            return bool(inner())


    def connect(host, port=80):
        # Sender("in a comment")
        text = "Sender in a string"
        return Sender((host, port))
'''
SWIFT = '''
    /// Holds bytes.
    public struct Buffer<Element>: Storage where Element: Sendable {
        public static let empty = Buffer()
        var count: Int { 0 }
        public init(capacity: Int) {}
        public mutating func append(_ element: Element) throws -> Int { let local = 1; return local }
        static func == (left: Buffer, right: Buffer) -> Bool { true }
        subscript(index: Int) -> Element { fatalError("no element") }
    }
    extension Buffer: Codable {
        func encode() { let written = try append(1) }
    }
    protocol Storage { var count: Int { get }; func drain() }
    enum Mode: String { case fast, slow = "s" }
    actor Pool {}
    let shared = Pool()
    func run() { queue.async { append(1) } }
'''
C = '''
    #define LIMIT 16
    #define MAX(a, b) ((a) > (b) ? (a) : (b))
    typedef struct item { int size; char *name; } item;
    typedef struct { int x; } point;
    enum mode { FAST, SLOW };
    extern int shared;
    int shared = 1;
    static char *names[] = { "a", "b" };
    int add(int a, int b);
    int add(int a, int b) {
        int sum = a + b;
        return MAX(sum, LIMIT);
    }
    char **split(const char *text) { return add(1, 2) ? 0 : 0; }
'''
RUST = '''
    pub trait Sink { fn write(&mut self, bytes: &[u8]) -> usize; }
    pub struct File { path: String }
    impl Sink for File { fn write(&mut self, bytes: &[u8]) -> usize { bytes.len() } }
    impl File {
        pub fn open(path: &str) -> File { File { path: path.into() } }
    }
    enum Kind { Small, Large(u8) }
    const LIMIT: usize = 8;
    macro_rules! square { ($x:expr) => { $x * $x } }
    #[cfg(test)]
    mod tests { #[test] fn opens() { super::File::open("x"); } }
'''
GO = '''
    package store

    type Reader interface { Read(p []byte) (int, error); Close() error }
    type file struct { path string }
    func (f *file) Read(p []byte) (int, error) { return 0, nil }
    func (f *file) Close() error { return errNone }
    const Limit = 3
    var errNone error
    func Open(path string) (Reader, error) { return &file{path}, nil }
'''
JAVA = '''
    package shop;
    public class Cart extends Base implements Total {
        private int size = 0;
        public Cart(int size) { this.size = size; }
        public int total() { return size; }
        enum State { OPEN, CLOSED }
    }
'''
JAVASCRIPT = '''
    export class Queue extends Array {
        push(item) { return super.push(item); }
    }
    export const drain = async (queue) => { queue.push(1); };
    function helper() {}
    exports.run = function () { helper(); };
'''
TYPESCRIPT = '''
    export interface Shape { area(): number; name: string; }
    type Size = number;
    enum Color { Red, Green = 2 }
    export abstract class Square implements Shape { name = "s"; abstract scale(): void; area(): number { return 1; } }
'''
ELISP = '''
    ;;; tool.el --- a tool
    (defcustom tool-limit 3 "How many." :type 'integer)
    (defvar tool--state nil)
    (defun tool-run (what)
      "Runs WHAT."
      (tool--help what))
    (defmacro tool-with (&rest body) body)
    (cl-defun tool--help (what &key twice)
      (message "%s" what))
    (ert-deftest tool-runs () (should (tool-run 1)))
'''
ALL = {
    "src/sender.py": PYTHON, "src/Buffer.swift": SWIFT, "src/item.c": C, "src/sink.rs": RUST, "src/store.go": GO,
    "src/Cart.java": JAVA, "src/queue.js": JAVASCRIPT, "src/shape.ts": TYPESCRIPT, "lisp/tool.el": ELISP,
}
EXPECTED = {
    "src/sender.py": "constant LIMIT,variable timeout,class Base,class Sender,field Sender.retries,method Sender.__init__,method Sender.name,"
    "method Sender.send,function Sender.send.inner,function connect",
    "src/Buffer.swift": "struct Buffer,property Buffer.empty,property Buffer.count,initializer Buffer.init,method Buffer.append,method Buffer.==,"
    "subscript Buffer.subscript,extension Buffer,method Buffer.encode,protocol Storage,property Storage.count,method Storage.drain,"
    "enum Mode,case Mode.fast,case Mode.slow,actor Pool,constant shared,function run",
    "src/item.c": "macro LIMIT,macro MAX,struct item,field item.size,field item.name,type item,struct point,field point.x,enum mode,"
    "case mode.FAST,case mode.SLOW,prototype shared,variable shared,variable names,prototype add,function add,function split",
    "src/sink.rs": "trait Sink,method Sink::write,struct File,field File::path,impl File,method File::write,impl File,method File::open,"
    "enum Kind,case Kind::Small,case Kind::Large,constant LIMIT,macro square,module tests,function tests::opens",
    "src/store.go": "interface Reader,method Reader.Read,method Reader.Close,struct file,field file.path,method file.Read,method file.Close,"
    "constant Limit,variable errNone,function Open",
    "src/Cart.java": "class Cart,field Cart.size,initializer Cart.Cart,method Cart.total,enum Cart.State,case Cart.State.OPEN,case Cart.State.CLOSED",
    "src/queue.js": "class Queue,method Queue.push,function drain,function helper,function run",
    "src/shape.ts": "interface Shape,method Shape.area,field Shape.name,type Size,enum Color,case Color.Red,case Color.Green,class Square,"
    "field Square.name,method Square.scale,method Square.area",
    "lisp/tool.el": "option tool-limit,variable tool--state,function tool-run,macro tool-with,function tool--help,test tool-runs",
}


class DefinitionsTests(unittest.TestCase):
    def setUp(self):
        self.nav = helpers(ALL)

    def places(self, hits):
        return [f"{hit.path}:{hit.line}" for hit in hits]

    @unittest.skipUnless(has_grammars(), "the grammars are not installed")
    def test_finds_what_each_language_defines_with_kinds_and_owners(self):
        for path, expected in EXPECTED.items():
            with self.subTest(path):
                found = [f"{hit.kind} {hit.name}" for hit in self.nav.definitions(path=path)]
                self.assertEqual(sorted(found), sorted(expected.split(",")))

    def test_finds_the_main_definitions_by_name_in_every_language(self):
        for name, place in {
            "Sender": "src/sender.py:12", "connect": "src/sender.py:32", "Buffer": "src/Buffer.swift:2", "Mode": "src/Buffer.swift:14",
            "add": "src/item.c:10", "MAX": "src/item.c:2", "Sink": "src/sink.rs:1", "open": "src/sink.rs:5", "Open": "src/store.go:9",
            "Cart": "src/Cart.java:2", "Queue": "src/queue.js:1", "drain": "src/queue.js:4", "Shape": "src/shape.ts:1",
            "tool-run": "lisp/tool.el:4", "tool--help": "lisp/tool.el:8",
        }.items():
            with self.subTest(name):
                self.assertIn(place, self.places(self.nav.definitions(name)))

    def test_tells_the_project_own_definition_before_the_prototype(self):
        self.assertEqual(self.nav.definitions("add")[0].line, 10)

    def test_finds_members_by_their_qualified_name(self):
        self.assertEqual(self.places(self.nav.definitions("Sender.send")), ["src/sender.py:26"])
        self.assertEqual(self.places(self.nav.definitions("sender.connect")), ["src/sender.py:32"])
        self.assertEqual(self.nav.definitions("File::open")[0].line, 5)

    def test_falls_back_on_other_spellings_and_says_so(self):
        found = self.nav.definitions("SENDER")
        self.assertEqual(self.places(found), ["src/sender.py:12"])
        self.assertIn("no SENDER spelled exactly so", str(found))
        self.assertEqual(len(self.nav.definitions("nothingLikeIt")), 0)

    def test_lists_by_kind_owner_and_visibility(self):
        names = lambda hits: {hit.name for hit in hits}
        self.assertLessEqual({"Sender", "Base"}, names(self.nav.definitions(kind="classes", path="src/sender.py")))
        self.assertIn("Sender.send", names(self.nav.definitions(kind="method", of="Sender")))
        self.assertIn("Open", names(self.nav.definitions(path="src/store.go", public=True)))
        self.assertNotIn("errNone", names(self.nav.definitions(path="src/store.go", public=True)))

    def test_gives_ranges_and_signatures(self):
        send = self.nav.definitions("Sender.send")[0]
        self.assertEqual((send.line, send.end_line), (26, 29))
        self.assertIn("data: bytes", send.signature)
        if has_grammars():
            self.assertEqual(send.result, "bool")
            self.assertEqual(self.nav.definitions("split")[0].result, "char **")
            self.assertEqual(self.nav.definitions("Open")[0].result, "(Reader, error)")

    def test_reads_documentation(self):
        self.assertIn("Sends one thing at a time.", self.nav.doc("Sender")[0])
        self.assertIn("Holds bytes.", self.nav.doc("Buffer")[0])

    def test_survives_broken_source(self):
        nav = helpers({"a.py": "class (:\n  def x(\n", "b.swift": "struct { func ((", "c.c": "int f( {{{{", "d.rs": "\x00\ufffd fn"})
        for path in ("a.py", "b.swift", "c.c", "d.rs"):
            nav.outline(path)


class UsagesTests(unittest.TestCase):
    def setUp(self):
        self.nav = helpers({**ALL, "README.md": "The Sender sends.\n"})

    def test_tells_uses_from_definitions_comments_and_strings(self):
        found = self.nav.usages("Sender")
        if has_grammars():
            self.assertEqual([(hit.path, hit.line, hit.kind, hit.within) for hit in found], [("src/sender.py", 35, "call", "connect")])
        self.assertIn(35, [hit.line for hit in found])
        self.assertLess(len(found), len(self.nav.usages("Sender", comments=True)))

    def test_finds_callers_with_the_function_they_stand_in(self):
        self.assertIn((14, "split"), [(hit.line, hit.within) for hit in self.nav.callers("add")])
        self.assertEqual([hit.within for hit in self.nav.callers("tool--help")], ["tool-run"])
        if has_grammars():
            self.assertEqual({hit.within for hit in self.nav.callers("append")}, {"Buffer.encode", "run"})

    def test_finds_what_a_function_calls(self):
        self.assertEqual([hit.name for hit in self.nav.callees("add")], ["MAX"])
        self.assertIn("tool--help", [hit.name for hit in self.nav.callees("tool-run")])

    @unittest.skipUnless(has_grammars(), "the grammars are not installed")
    def test_finds_subtypes_by_header_and_by_method_set(self):
        names = lambda name: [hit.name for hit in self.nav.subtypes(name)]
        self.assertEqual(names("Base"), ["Sender", "Cart"])
        self.assertEqual(names("Storage"), ["Buffer"])
        self.assertEqual(names("Sink"), ["File"])
        self.assertEqual(names("Reader"), ["file"])
        self.assertEqual(names("Shape"), ["Square"])

    @unittest.skipUnless(has_grammars(), "the grammars are not installed")
    def test_finds_subtypes_that_name_an_alias(self):
        nav = helpers({
            "a.swift": """
                protocol Inbound {}
                protocol Outbound {}
                public typealias Duplex = Inbound & Outbound
                typealias Handler = (Inbound) -> Void
                class Reader: Inbound {}
                class Both: Duplex {}
                class Held: Handler {}
            """,
            "b.ts": """
                interface Shape {}
                export type Solid<T> = Shape & { depth: T }
                class Cube implements Solid<number> {}
            """,
        })
        found = nav.subtypes("Inbound")
        self.assertEqual([hit.name for hit in found], ["Reader", "Both"])
        self.assertEqual(found.header(), "2 subtypes (also by the alias Duplex)")
        self.assertEqual([hit.name for hit in nav.subtypes("Outbound")], ["Both"])
        self.assertEqual([hit.name for hit in nav.subtypes("Shape")], ["Cube"])


if __name__ == "__main__":
    unittest.main()
