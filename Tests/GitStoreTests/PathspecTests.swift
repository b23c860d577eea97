import GitStore
import Testing

@Suite struct PathspecTests {
    @Test(arguments: [
        ("src", "src/a/b.c", true), ("src/", "src/a/b.c", true), ("./src", "src/a.c", true), ("src", "srcs/a.c", false),
        ("*.c", "src/a/b.c", true), ("*.c", "b.cc", false), ("src/*.c", "src/a/b.c", true), ("*.C", "a.c", false),
        ("**/b.c", "b.c", true), ("**/b.c", "x/y/b.c", true), ("[ab].c", "a.c", true), ("[ab].c", "c.c", false),
        ("#notes", "#notes", true), ("!x", "!x", true), ("!x", "y", false), ("a b.c", "a b.c", true),
        ("größe.*", "größe.txt", true), ("README.md", "README.md", true), ("README.md", "docs/README.md", false),
        (".", "docs/README.md", true), ("./", "a", true),
    ])
    func matchesAsGitDoes(pattern: String, path: String, expected: Bool) throws {
        #expect(try Pathspec([pattern]).matches(GitPath(path.utf8)) == expected)
    }

    @Test func matchesWhenOneOfSeveralDoes() throws {
        let patterns = try Pathspec(["*.swift", "docs"])
        #expect(patterns.matches(GitPath("a.swift".utf8)))
        #expect(patterns.matches(GitPath("docs/a.md".utf8)))
        #expect(!patterns.matches(GitPath("a.md".utf8)))
    }

    @Test func matchesNamesThatAreNotUTF8() throws {
        #expect(try Pathspec(["*.c"]).matches([0xff, 0xfe] + GitPath(".c".utf8)))
    }

    @Test func refusesAnEmptyPattern() {
        #expect(throws: GitError.self) { try Pathspec(["*.c", ""]) }
    }
}
