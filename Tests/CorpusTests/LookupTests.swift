import Corpus
import Posix
import TestSupport
import Testing

@Suite struct LookupTests {
    private func corpus(_ files: (String, String)...) throws -> Corpus {
        try Corpus(files: files.map { (path: $0.0, text: $0.1) })
    }

    @Test func findsFilesByPath() throws {
        let corpus = try corpus(("src/a.swift", "1"), ("lib/a.swift", "2"), ("src/b.swift", "3"), ("b/src/c.md", "4"))
        for (name, path) in [
            ("src/a.swift", "src/a.swift"), ("./src/a.swift", "src/a.swift"), ("b.swift", "src/b.swift"),
            ("a.swift", nil), ("src/c.md", "b/src/c.md"), ("c.md", "b/src/c.md"), ("rc/c.md", nil), ("", nil),
            ("/src/a.swift", nil), ("nothing", nil),
        ] {
            #expect(corpus.file(named: name)?.path == path, "\(name)")
        }
    }

    @Test(arguments: [
        ("", []), ("a", ["a"]), ("a\n", ["a"]), ("a\nb", ["a", "b"]), ("a\n\nb\n", ["a", "", "b"]), ("\n", [""]),
        ("a\r\nb\r\n", ["a", "b"]), ("a\rb\n", ["a\rb"]), ("\r\n\n", ["", ""]), ("größe\n値", ["größe", "値"]),
    ])
    func cutsLines(text: String, lines: [String]) throws {
        let corpus = try corpus(("before", "x\ny"), ("a", text), ("after", "z"))
        let file = try #require(corpus.file(named: "a"))
        #expect(corpus.lineCount(of: file) == lines.count)
        #expect(corpus.lines(1...max(1, lines.count), of: file) == lines)
        #expect(lines.indices.map { corpus.line($0 + 1, of: file) } == lines)
        #expect(corpus.line(lines.count + 1, of: file) == nil)
        #expect(corpus.line(0, of: file) == nil)
    }

    @Test func findsLinesFarIn() throws {
        let text = (1...1000).map { "line \($0)\n" }.joined()
        let corpus = try corpus(("a", text))
        let file = corpus.files[0]
        #expect(corpus.lineCount(of: file) == 1000)
        for number in [1, 2, 63, 64, 65, 66, 128, 129, 999, 1000] {
            #expect(corpus.line(number, of: file) == "line \(number)")
        }
        #expect(corpus.lines(60...70, of: file) == (60...70).map { "line \($0)" })
        #expect(corpus.lines(998...2000, of: file) == ["line 998", "line 999", "line 1000"])
        #expect(corpus.lines(-5...1, of: file) == ["line 1"])
        #expect(corpus.lines(1001...1002, of: file) == [])
    }

    @Test func isSafeFromManyThreads() async throws {
        let corpus = try corpus(("a", (1...5000).map { "line \($0)\n" }.joined()), ("b", "x\n"))
        await withTaskGroup(of: Bool.self) { group in
            for number in 1...200 {
                group.addTask {
                    guard let file = corpus.file(named: number % 2 == 0 ? "a" : "./a") else { return false }
                    return corpus.line(number * 25, of: file) == "line \(number * 25)"
                }
            }
            for await isRight in group { #expect(isRight) }
        }
    }

    @Test func countsCharactersAsPythonDoes() throws {
        // The header is "===== a =====\n".
        #expect(try corpus(("a", "größe\r\n値🙂")).characterCount == 14 + 9 + 1)
        #expect(try corpus(("a", "e\u{301}\n")).characterCount == 14 + 3)
    }

    @Test func holdsOneTextOrNone() throws {
        let corpus = try Corpus(text: "hello", path: "context")
        #expect(corpus.files.map { corpus.contents(of: $0) } == ["hello"])
        #expect(try Corpus(files: []).text.count == 0)
    }
}
