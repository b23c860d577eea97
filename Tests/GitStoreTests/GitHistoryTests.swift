import GitStore
import TestSupport
import Testing

@Suite struct GitHistoryTests {
    private func open(_ repository: TemporaryRepository) throws -> GitRepository {
        try GitRepository.discover(from: GitPath(repository.path.utf8))
    }

    private func range(_ text: String, in repository: GitRepository) throws -> GitRange {
        guard case .range(let range) = try repository.resolve(text) else { throw NotARange() }
        return range
    }

    private struct NotARange: Error {}

    @Test func listsATreeInGitsOrder() throws {
        let repository = try TemporaryRepository()
        for name in ["a.txt", "a/b.txt", "a-b.txt", "z/y/x.txt", "B.txt"] { try repository.write(name, to: name) }
        try repository.git("update-index", "--add", "--cacheinfo", "120000,\(emptyBlob(repository)),link")
        try repository.git("add", "-A", "a.txt", "a", "a-b.txt", "z", "B.txt")
        try repository.git("commit", "-q", "-m", "all")
        let git = try open(repository)
        guard case .tree(let tree) = try git.resolve("HEAD") else { throw NotARange() }
        let entries = try #require(try git.entries(of: tree))
        let names = entries.map { String(decoding: $0.path, as: UTF8.self) }
        #expect(names.joined(separator: "\n") == (try repository.git("ls-files")))
        #expect(entries.first { $0.path == GitPath("link".utf8) }?.kind == .symlink)
        #expect(try git.entries(of: tree, below: GitPath("z/y".utf8))?.count == 1)
        #expect(try git.entries(of: tree, below: GitPath("a.txt".utf8))?.map(\.path) == [GitPath("a.txt".utf8)])
        #expect(try git.entries(of: tree, below: GitPath("nowhere".utf8)) == nil)
    }

    private func emptyBlob(_ repository: TemporaryRepository) throws -> String {
        try repository.git("hash-object", "-w", "/dev/null")
    }

    @Test func readsContentAndSize() throws {
        let repository = try TemporaryRepository()
        try repository.write([0xff, 0, 10], to: "bytes")
        try repository.commit("bytes")
        let git = try open(repository)
        guard case .tree(let tree) = try git.resolve("HEAD") else { throw NotARange() }
        let id = try #require(try git.entries(of: tree)?.first?.id)
        #expect(try git.size(of: id) == 3)
        #expect(try git.withContent(of: id) { [UInt8]($0) } == [0xff, 0, 10])
    }

    @Test func walksARangeNewestFirst() throws {
        let repository = try TemporaryRepository()
        var ids: [String] = []
        for day in 1...4 {
            try repository.write("\(day)", to: "a.txt")
            ids.append(try repository.commit("day \(day)", day: day))
        }
        let git = try open(repository)
        let commits = try git.commits(of: try range("HEAD~3..HEAD", in: git))
        #expect(commits.map(\.description) == ids.dropFirst().reversed())
        let commit = try git.commit(commits[0])
        #expect(commit.message == [UInt8]("day 4\n".utf8))
        #expect(commit.author == [UInt8]("Ada Łukasz".utf8))
        #expect(commit.offset == 120)
        #expect(commit.parents == [commits[1]])
        #expect(try ids[3].hasPrefix(git.shortID(of: commits[0])))
        #expect(try git.commits(of: try range("HEAD..HEAD", in: git)).isEmpty)
    }

    @Test func comparesWithTheLastSharedCommit() throws {
        let repository = try TemporaryRepository()
        let base = try repository.commit("base")
        try repository.git("checkout", "-q", "-b", "side")
        try repository.write("s", to: "side.txt")
        try repository.commit("side", day: 2)
        try repository.git("checkout", "-q", "main")
        try repository.write("m", to: "main.txt")
        try repository.commit("main", day: 3)
        let git = try open(repository)
        let two = try range("side..main", in: git)
        #expect(two.base?.description == base)
        #expect(try git.commits(of: two).count == 1)
        #expect(try git.commits(of: try range("side...main", in: git)).count == 2)
    }

    @Test func showsChangesAsGitDoes() throws {
        let repository = try TemporaryRepository()
        let text = (1...20).map { "line \($0)\n" }.joined()
        try repository.write(text, to: "old.txt")
        try repository.write("gone\n", to: "gone.txt")
        try repository.commit("one")
        try repository.git("mv", "old.txt", "new.txt")
        try repository.write(text + "more\n", to: "new.txt")
        try repository.git("rm", "-q", "gone.txt")
        try repository.write("fresh\n", to: "fresh.txt")
        try repository.commit("two", day: 2)
        let git = try open(repository)
        let commit = try git.commit(try git.commits(of: try range("HEAD~1..HEAD", in: git))[0])
        let diff = try git.diff(of: commit)
        #expect(diff.changes.map(\.kind) == [.added, .deleted, .renamed])
        #expect(diff.changes[2].oldPath == GitPath("old.txt".utf8))
        #expect(diff.changes[2].path == GitPath("new.txt".utf8))
        #expect(diff.changes[1].entry == nil)
        let patches = try diff.changes.indices.map { try diff.patch(at: $0) }
        let ours = String(decoding: patches.flatMap(\.text), as: UTF8.self)
        let theirs = try repository.git("diff", "-M", "HEAD~1", "HEAD") + "\n"
        // How alike two files are is counted in another way.
        #expect(
            lines(of: ours).filter { !$0.hasPrefix("similarity") }
                == lines(of: theirs).filter { !$0.hasPrefix("similarity") })
        #expect(ours.contains("\nrename from old.txt\nrename to new.txt\n"))
        #expect(patches[2].added == 1 && patches[2].deleted == 0)
    }

    private func lines(of text: String) -> [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

    @Test func comparesTheFirstCommitWithNothing() throws {
        let repository = try TemporaryRepository()
        try repository.write("x\n", to: "a.txt")
        try repository.write("x\n", to: "b/c.txt")
        let id = try repository.commit("first")
        try repository.commit("second", day: 2)
        let git = try open(repository)
        let range = try range("HEAD~1..HEAD", in: git)
        let first = try git.commit(try #require(try git.commit(range.tip).parents.first))
        #expect(first.id.description == id)
        #expect(try git.diff(of: first).changes.map(\.kind) == [.added, .added])
        #expect(try git.diff(of: first, below: GitPath("b".utf8)).changes.map(\.path) == [GitPath("b/c.txt".utf8)])
    }

    @Test(arguments: [
        ("nope", GitError.Kind.notFound, "`git log --oneline`"), ("HEAD~9..HEAD", .notFound, "`git log --oneline`"),
        ("a b", .invalid, "`git log --oneline`"), ("..", .invalid, ""), ("", .invalid, ""),
        (":/text", .invalid, "Name the commit by its id"), ("HEAD^{/text}", .invalid, "Name the commit by its id"),
        ("HEAD:a.txt", .invalid, "Name a commit"), ("HEAD:a.txt..HEAD", .invalid, "Name a commit"),
    ])
    func explainsARevisionThatIsNotThere(text: String, kind: GitError.Kind, hint: String) throws {
        let repository = try TemporaryRepository()
        try repository.write("x", to: "a.txt")
        try repository.commit("one")
        let git = try open(repository)
        let error = #expect(throws: GitError.self) { try git.resolve(text) }
        #expect(error?.kind == kind)
        #expect(error?.hint?.contains(hint) == true)
        #expect(error?.message.contains("'\(text)'") == true)
    }

    @Test func saysThatARepositoryHasNoCommits() throws {
        let repository = try TemporaryRepository()
        let error = #expect(throws: GitError.self) { try open(repository).resolve("HEAD") }
        #expect(error?.hint == "The current branch has no commits yet.")
    }

    @Test func saysThatACloneIsShallow() throws {
        let repository = try TemporaryRepository()
        for day in 1...3 { try repository.commit("day \(day)", day: day) }
        try repository.git("clone", "-q", "--depth", "1", "file://\(repository.path)", "../shallow")
        let git = try GitRepository.discover(from: GitPath(repository.folder.path("shallow").utf8))
        let error = #expect(throws: GitError.self) { try git.resolve("HEAD~2..HEAD") }
        #expect(error?.hint?.contains("git fetch --unshallow") == true)
    }

    @Test func knowsWhatIsTracked() throws {
        let repository = try TemporaryRepository()
        try repository.write("x", to: "a/b.txt")
        try repository.git("add", "-A")
        try repository.git(
            "update-index", "--add", "--cacheinfo", "160000,0123456789012345678901234567890123456789,module")
        let tracked = try TrackedFiles(repository: open(repository))
        #expect(tracked.entry(at: GitPath("a/b.txt".utf8)) == .file)
        #expect(tracked.entry(at: GitPath("module".utf8)) == .submodule)
        #expect(tracked.entry(at: GitPath("a".utf8)) == nil)
        #expect(tracked.hasEntries(below: GitPath("a".utf8)))
        #expect(!tracked.hasEntries(below: GitPath("module".utf8)))
    }
}
