import GitStore
import TestSupport
import Testing

@Suite struct GitWritingTests {
    private let repository: TemporaryRepository
    private let git: GitRepository
    private let base: GitObjectID
    private let ada = GitSignature(name: "Ada", email: "ada@example.org", time: 1_700_000_000, offset: 120)

    init() throws {
        repository = try TemporaryRepository()
        try repository.write("one\n", to: "a.txt")
        try repository.write("#!/bin/sh\n", to: "bin/tool")
        try repository.write("deep\n", to: "x/y/z.txt")
        try repository.git("update-index", "--add", "--chmod=+x", "bin/tool")
        try repository.git("config", "core.fileMode", "false")
        try repository.git("update-index", "--add", "--cacheinfo", "120000,\(linkTarget(repository)),link")
        try repository.git("add", "a.txt", "x")
        try repository.git("commit", "-q", "-m", "base")
        git = try GitRepository.discover(from: GitPath(repository.path.utf8))
        base = try git.commitID(of: "HEAD")
    }

    private func tree(_ edits: [(String, String?)]) throws -> GitObjectID {
        let edits = try edits.map { path, text in
            GitTreeEdit(
                path: GitPath(path.utf8),
                content: try text.map { .file(try git.writeBlob(Array($0.utf8))) } ?? .removed)
        }
        return try git.writeTree(from: try git.commit(base).tree, edits: edits)
    }

    private func commit(_ tree: GitObjectID, parents: [GitObjectID], _ message: String = "m\n") throws -> GitObjectID {
        try git.writeCommit(tree: tree, parents: parents, author: ada, committer: ada, message: message)
    }

    @Test func aTreeIsWhatGitMakesOfTheSameChange() throws {
        let made = try tree([
            ("a.txt", "two\n"), ("bin/tool", "#!/bin/bash\n"), ("new/deep/file", "n\n"), ("x/y/z.txt", nil),
        ])
        let listing = try repository.git("ls-tree", "-r", "--format=%(objectmode) %(path)", made.description)
        #expect(listing == "100644 a.txt\n100755 bin/tool\n120000 link\n100644 new/deep/file")
        #expect(try repository.git("show", "\(made):a.txt") == "two")
        #expect(try repository.git("ls-tree", "-r", "-t", made.description).contains("\tx") == false)
        #expect(try repository.git("fsck", "--strict").contains("error") == false)
        #expect(try repository.git("status", "--porcelain", "-uno", "--", "a.txt").isEmpty)
    }

    @Test func aFileAndAFolderTradePlaces() throws {
        let made = try tree([("x", "now a file\n"), ("x/y/z.txt", nil), ("a.txt", nil), ("a.txt/b", "below\n")])
        #expect(
            try repository.git("ls-tree", "-r", "--name-only", made.description) == "a.txt/b\nbin/tool\nlink\nx")
    }

    @Test func whatIsLeftWithoutFilesIsTheEmptyTree() throws {
        let made = try tree([("a.txt", nil), ("bin/tool", nil), ("x/y/z.txt", nil), ("link", nil)])
        #expect(made.description == "4b825dc642cb6eb9a060e54bf8d69288fbee4904")
        let first = try git.writeTree(
            from: nil, edits: [GitTreeEdit(path: GitPath("f".utf8), content: .file(git.writeBlob([])))])
        #expect(try git.entries(of: first)?.map(\.path) == [GitPath("f".utf8)])
    }

    @Test(arguments: [
        ("link", "is a symbolic link"), ("x", "is a folder"), ("a.txt/b", "lies below a file"), ("../out", "refused"),
        (".git/config", "refused"), ("/etc/passwd", "is no path in a tree"), ("x//y", "is no path"), ("", "is no path"),
        ("x/../a.txt", "refused"), ("x/GIT~1/config", "refused"), (".GIT/hooks/pre-commit", "refused"),
    ])
    func aTreeRefuses(path: String, reason: String) throws {
        let error = #expect(throws: GitError.self) { try tree([(path, "text")]) }
        #expect(error?.message.contains(reason) == true, "\(String(describing: error))")
    }

    @Test func aTreeRefusesToRemoveWhatIsNotThereAndToEditTwice() throws {
        #expect(throws: GitError.self) { try tree([("nowhere", nil)]) }
        #expect(throws: GitError.self) { try tree([("x", nil)]) }
        #expect(throws: GitError.self) { try tree([("a.txt", "1"), ("a.txt", "2")]) }
    }

    @Test func aCommitSaysWhatItWasGiven() throws {
        let message = "Mend it\n\nBecause.\n\nRLM-Proposal: p1\nApproved-by: Ada <ada@example.org>\n"
        let id = try commit(try tree([("a.txt", "two\n")]), parents: [base], message)
        let shown = try repository.git("log", "-1", "--format=%an %ae %at %cn %P%n%B", id.description)
        #expect(shown.hasPrefix("Ada ada@example.org 1700000000 Ada \(base)\nMend it\n"))
        let read = try git.commit(id)
        #expect(read.message == Array(message.utf8))
        #expect(read.committer == ada)
        #expect(try git.reference("refs/heads/main") == base)
    }

    @Test func aReferenceMovesOnlyFromWhereItIsExpected() throws {
        let next = try commit(try tree([("a.txt", "two\n")]), parents: [base])
        try git.createReference("refs/heads/rlm/p/1-x", at: base, reason: "made")
        #expect(throws: GitError.self) { try git.createReference("refs/heads/rlm/p/1-x", at: next, reason: "") }
        #expect(throws: GitError.self) { try git.createReference("refs/heads/rlm/p", at: next, reason: "") }
        try git.moveReference("refs/heads/rlm/p/1-x", from: base, to: next, reason: "moved")
        let moved = #expect(throws: GitError.self) {
            try git.moveReference("refs/heads/rlm/p/1-x", from: base, to: next, reason: "again")
        }
        #expect(moved?.kind == .moved)
        #expect(try repository.git("rev-parse", "rlm/p/1-x") == next.description)
        let kept = #expect(throws: GitError.self) { try git.deleteReference("refs/heads/rlm/p/1-x", expecting: base) }
        #expect(kept?.kind == .moved)
        #expect(
            try git.references(withPrefix: "refs/heads/").map(\.name) == ["refs/heads/main", "refs/heads/rlm/p/1-x"])
        try git.deleteReference("refs/heads/rlm/p/1-x", expecting: next)
        #expect(try git.reference("refs/heads/rlm/p/1-x") == nil)
        let gone = #expect(throws: GitError.self) { try git.deleteReference("refs/heads/rlm/p/1-x", expecting: next) }
        #expect(gone?.kind == .notFound)
        let none = #expect(throws: GitError.self) {
            try git.moveReference("refs/heads/rlm/none", from: base, to: next, reason: "")
        }
        #expect(none?.kind == .notFound)
    }

    @Test func knowsWhatIsCheckedOut() throws {
        #expect(try git.checkedOutBranch() == "refs/heads/main")
        #expect(try git.isCheckedOut("refs/heads/main"))
        try git.createReference("refs/heads/side", at: base, reason: "made")
        #expect(try !git.isCheckedOut("refs/heads/side"))
        try repository.git("worktree", "add", "-q", "../other", "side")
        #expect(try git.isCheckedOut("refs/heads/side"))
        let other = try GitRepository.discover(from: GitPath(repository.folder.path("other").utf8))
        #expect(other.commonFolder == git.commonFolder)
        #expect(other.gitFolder != git.gitFolder)
        try repository.git("checkout", "-q", "--detach")
        #expect(try git.checkedOutBranch() == nil)
    }

    @Test func knowsWhatTwoHistoriesShare() throws {
        let ours = try commit(try tree([("a.txt", "ours\n")]), parents: [base])
        let theirs = try commit(try tree([("x/y/z.txt", "theirs\n")]), parents: [base])
        let both = try commit(try tree([("a.txt", "both\n")]), parents: [ours, theirs])
        #expect(try git.isAncestor(theirs, of: both))
        #expect(try !git.isAncestor(both, of: theirs))
        #expect(try git.mergeBase(ours, theirs) == base)
    }

    @Test func aPatchIsTheSameOnAnotherBase() throws {
        let changed = try tree([("a.txt", "two\n")])
        let diff = try git.diff(from: try git.commit(base).tree, to: changed)
        let theirs = try repository.git("diff", base.description, changed.description)
        #expect(String(decoding: try diff.text, as: UTF8.self) == theirs + "\n")
        let elsewhere = try tree([("x/y/z.txt", "else\n")])
        let both = try tree([("x/y/z.txt", "else\n"), ("a.txt", "two\n")])
        #expect(try git.diff(from: elsewhere, to: both).patchID == diff.patchID)
        #expect(try git.diff(from: elsewhere, to: changed).patchID != diff.patchID)
    }

    @Test func saysWhatStoodThereWithItsMode() throws {
        let moved = try tree([("bin/tool", nil), ("bin/other", "#!/bin/sh\n")])
        let changes = try git.diff(from: try git.commit(base).tree, to: moved, findsRenames: false).changes
        #expect(changes.map(\.kind) == [.added, .deleted])
        #expect(changes[0].entry?.isExecutable == false && changes[0].oldEntry == nil)
        #expect(changes[1].oldEntry?.isExecutable == true && changes[1].entry == nil)
        #expect(try git.file(of: moved, at: GitPath("link".utf8))?.kind == .symlink)
        #expect(try git.file(of: moved, at: GitPath("bin".utf8)) == nil)
    }

    @Test func tellsTheNewestCommitsOfAHistory() throws {
        try repository.write("one\ntwo\n", to: "a.txt")
        try repository.git("add", "a.txt")
        try repository.git("commit", "-q", "-m", "two", day: 2)
        let tip = try git.commitID(of: "main")
        #expect(try git.history(of: tip, atMost: 1) == [tip])
        #expect(try git.history(of: tip, atMost: 9) == [tip, base])
    }

    @Test func readsNamesOfObjects() {
        #expect(GitObjectID(base.description) == base)
        for text in ["", "abc", String(repeating: "g", count: 40), base.description + "0"] {
            #expect(GitObjectID(text) == nil)
        }
    }
}

private func linkTarget(_ repository: TemporaryRepository) throws -> String {
    try repository.write("a.txt", to: "target")
    return try repository.git("hash-object", "-w", "target")
}
