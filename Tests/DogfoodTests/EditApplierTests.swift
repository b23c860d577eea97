import Dogfood
import GitStore
import TestSupport
import Testing

@Suite struct EditApplierTests {
    private let repository: TemporaryRepository
    private let git: GitRepository

    private static let source = """
        struct A {
            func one() -> Int {
                return 1
            }

            func two() -> Int {
                let x = "a – b"
                return 2
            }
        }

        """

    init() throws {
        repository = try TemporaryRepository()
        try repository.write(Self.source, to: "a.swift")
        try repository.write("one  \r\ntwo\r\nthree\r\n", to: "dos.txt")
        try repository.write("first\nlast", to: "open.txt")
        try repository.write("x\n\n\ny\nz\n", to: "gaps.txt")
        try repository.write("", to: "empty.txt")
        try repository.write([0, 1, 2], to: "image.png")
        try repository.write("// ... rest of the code\nlet a = 1\n", to: "marked.swift")
        try repository.git("add", ".")
        try repository.git(
            "update-index", "--add", "--cacheinfo", "120000,\(repository.git("hash-object", "-w", "open.txt")),link")
        try repository.git("commit", "-q", "-m", "base")
        git = try GitRepository.discover(from: GitPath(repository.path.utf8))
    }

    private func candidate(_ edits: [Edit]) throws -> Candidate {
        try Candidate.make(edits, base: try git.commitID(of: "HEAD"), repository: git)
    }

    private func replace(_ path: String, _ search: String, _ replacement: String) -> Edit {
        Edit(path: path, kind: .replace(search: search, replacement: replacement))
    }

    /// The text of the file after the edit, as git shows it, and the tier.
    private func apply(_ path: String, _ search: String, _ replacement: String) throws -> (String, MatchTier?) {
        let candidate = try candidate([replace(path, search, replacement)])
        let entry = try #require(try git.file(of: candidate.tree, at: GitPath(path.utf8)))
        return (String(decoding: try git.content(of: entry.id), as: UTF8.self), candidate.tiers.first)
    }

    @Test func anExactSearchReplacesWholeLinesOnly() throws {
        #expect(
            try apply("a.swift", "        return 1\n", "        return 10\n")
                == (Self.source.replacing("return 1", with: "return 10"), .exact))
        // A line of the search must not be taken for the end of a longer one.
        #expect(try apply("a.swift", "return 2\n", "return 20\n").1 == .indentation)
        // A part of a line, as a recipe writes it.
        #expect(try apply("a.swift", "func two", "func three").0.contains("    func three() -> Int {"))
    }

    @Test func otherIndentationIsMovedToTheFiles() throws {
        let (text, tier) = try apply(
            "a.swift", "func one() -> Int {\n    return 1\n}\n",
            "func one() -> Int {\n    if true {\n        return 1\n    }\n}\n")
        #expect(tier == .indentation)
        #expect(
            text.contains(
                "    func one() -> Int {\n        if true {\n            return 1\n        }\n    }\n\n    func two"))
        let (left, _) = try apply("a.swift", "            func one() -> Int {\n", "            func none() -> Int {\n")
        #expect(left.contains("\n    func none() -> Int {\n"))
        // Indented unevenly: not the same text.
        #expect(throws: EditError.self) { try apply("a.swift", "func one() -> Int {\nreturn 1\n}\n", "x\n") }
    }

    @Test func lineEndsStayAsTheFileHasThem() throws {
        #expect(
            try apply("dos.txt", "one\ntwo\n", "one\n2\nmore\n") == ("one  \r\n2\r\nmore\r\nthree\r\n", .trailingSpace))
        #expect(try apply("open.txt", "last\n", "end\n") == ("first\nend", .trailingSpace))
        #expect(try apply("open.txt", "last\n", "last\nmore\n") == ("first\nlast\nmore", .trailingSpace))
        #expect(try apply("open.txt", "first\nlast\n", "zero\nfirst\nlast\n") == ("zero\nfirst\nlast", .trailingSpace))
        let whole = try candidate([Edit(path: "dos.txt", kind: .whole("one\n"))])
        #expect(whole.changes.first?.after == Array("one\r\n".utf8))
    }

    @Test func emptyLinesAndTypographyAreForgiven() throws {
        #expect(try apply("gaps.txt", "\nx\ny\n", "\nx\nw\n") == ("x\nw\nz\n", .blankLines))
        let (text, tier) = try apply(
            "a.swift", "        let x = \"a - b\"\n        return 2\n", "        let x = \"a - b\"\n        return 3\n")
        #expect(tier == .punctuation)
        #expect(text == Self.source.replacing("return 2", with: "return 3"))
    }

    @Test func theOrderOfEditsDoesNotMatterAndModesStay() throws {
        try repository.git("update-index", "--chmod=+x", "a.swift")
        try repository.git("commit", "-q", "-m", "mode")
        let edits = [
            replace("a.swift", "        return 2\n", "        return 1\n"),
            replace("a.swift", "        return 1\n", "        return 2\n"),
            Edit(path: "new/file.txt", kind: .whole("new\n")), Edit(path: "gaps.txt", kind: .delete),
            replace("empty.txt", "", "filled\n"),
        ]
        let status = try repository.git("status", "--porcelain")
        let made = try candidate(edits)
        #expect(made == (try candidate(edits.reversed())))
        #expect(made.changes.map(\.path) == ["a.swift", "empty.txt", "gaps.txt", "new/file.txt"])
        #expect(made.changes.map { $0.after == nil } == [false, false, true, false])
        #expect(try git.file(of: made.tree, at: GitPath("a.swift".utf8))?.isExecutable == true)
        #expect(try repository.git("status", "--porcelain") == status)
    }

    @Test(arguments: [
        ("a.swift", "            }\n", "x\n", "fits 3 places (but for indentation), lines 4, 9, 10"),
        ("a.swift", "return", "x", "fits 2 places, lines 3, 8"),
        ("a.swift", "        retrun 1\n", "x\n", "! 3 |         return 1"),
        ("a.swift", "        return 1\n", "        return 1\n", "are the same"),
        ("a.swift", "", "text\n", "an empty search"),
        ("a.swift", "        return 1\n", "        // ... existing code ...\n", "left out"),
        ("a.swift", "        return 1\n", "        # … rest of the function\n", "left out"),
        ("a.swift", "        return 1\n", "/* rest of file (unchanged) */\n", "left out"),
        ("none.swift", "x\n", "y\n", "there is no such file"), ("link", "first\n", "x\n", "a symbolic link"),
        ("image.png", "x\n", "y\n", "a binary file"), ("a.swift/b", "", "x\n", "lies below a file"),
    ])
    func refuses(path: String, search: String, replacement: String, reason: String) throws {
        let error = #expect(throws: EditError.self) { try candidate([replace(path, search, replacement)]) }
        #expect(error?.feedback.contains(reason) == true, "\(error?.feedback ?? "")")
    }

    @Test func aMarkThatTheFileHadMayStay() throws {
        #expect(
            try apply("marked.swift", "// ... rest of the code\nlet a = 1\n", "// ... rest of the code\nlet a = 2\n").1
                == .exact)
    }

    @Test(arguments: ["../out.txt", "/etc/motd", ".git/config", "x/../../y", ""])
    func refusesPathsThatLeaveTheTree(path: String) throws {
        #expect(throws: EditError.self) { try candidate([Edit(path: path, kind: .whole("x\n"))]) }
    }

    @Test func oneFailureLeavesAllOutAndAllAreTold() throws {
        let record = ApplyGate.examine(
            [
                replace("a.swift", "        return 1\n", "        return 5\n"), replace("gaps.txt", "q\n", "p\n"),
                Edit(path: "nowhere", kind: .delete),
            ], base: try git.commitID(of: "HEAD"), repository: git)
        #expect(record.candidate == nil)
        #expect(record.record.failure == .apply)
        #expect(record.record.feedback?.contains("gaps.txt: the text to search is not in the file: “q”.") == true)
        #expect(record.record.feedback?.contains("nowhere: there is no such file to delete") == true)
        #expect(record.record.summary.hasSuffix("(and 1 more)"))
        let passed = ApplyGate.examine(
            [replace("a.swift", "return 1\n", "return 5\n")], base: try git.commitID(of: "HEAD"), repository: git)
        #expect(passed.record.summary == "1 edit of 1 file, 1 found but for indentation")
    }

    @Test func editsOfOneFileThatMeetAreRefused() throws {
        for edits in [
            [replace("gaps.txt", "y\n", "1\n"), replace("gaps.txt", "y\nz\n", "2\n")],
            [replace("gaps.txt", "y\n", "1\n"), Edit(path: "gaps.txt", kind: .delete)],
            [Edit(path: "new", kind: .whole("1\n")), Edit(path: "new", kind: .whole("2\n"))],
            [Edit(path: "open.txt", kind: .whole("first\nlast"))],
        ] { #expect(throws: EditError.self) { try candidate(edits) } }
    }
}
