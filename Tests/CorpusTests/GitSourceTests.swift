import Corpus
import TestSupport
import Testing

@Suite struct GitSourceTests {
    private func read(
        _ revision: String, _ path: String = ".", at folder: String, _ change: (inout CorpusOptions) -> Void = { _ in }
    ) async throws(CorpusError) -> Corpus {
        try await CorpusTests.read([.git(revision: revision, path: path)], at: folder, change)
    }

    /// Three commits: a file added, moved with another changed, and one removed.
    private func history() throws -> TemporaryRepository {
        let repository = try TemporaryRepository()
        try repository.write("one\ntwo\nthree\nfour\n", to: "old.txt")
        try repository.write("gone\n", to: "src/gone.txt")
        try repository.commit("first", day: 1)
        try repository.git("mv", "old.txt", "new.txt")
        try repository.write("fresh\n", to: "src/fresh.txt")
        try repository.commit("second\n\nwhy it was done", day: 2)
        try repository.git("rm", "-q", "src/gone.txt")
        try repository.commit("third", day: 3)
        return repository
    }

    @Test func readsTheFilesOfARevision() async throws {
        let repository = try history()
        try repository.write("changed\n", to: "new.txt")
        #expect(try await read("HEAD~2", at: repository.path).paths == ["old.txt", "src/gone.txt"])
        let head = try await read("HEAD", at: repository.path)
        #expect(head.paths == ["new.txt", "src/fresh.txt"])
        #expect(head.text(at: "new.txt") == "one\ntwo\nthree\nfour\n")
    }

    @Test func showsPathsAsTheUserStands() async throws {
        let repository = try history()
        #expect(try await read("HEAD", "src", at: repository.path).paths == ["src/fresh.txt"])
        #expect(try await read("HEAD", at: repository.path("src")).paths == ["fresh.txt"])
        #expect(try await read("HEAD", repository.path, at: ".").paths.first == repository.path("new.txt"))
        #expect(try await read("HEAD~2", "src/gone.txt", at: repository.path).paths == ["src/gone.txt"])
        #expect(try await read("HEAD:src", at: repository.path).paths == ["fresh.txt"])
    }

    @Test func readsAPathThatIsNoLongerThere() async throws {
        let repository = try TemporaryRepository()
        try repository.write("x", to: "deep/er/a.txt")
        try repository.commit("one")
        try repository.git("rm", "-rq", "deep")
        try repository.commit("two", day: 2)
        #expect(try await read("HEAD~1", "deep/er", at: repository.path).paths == ["deep/er/a.txt"])
    }

    @Test func readsTheCommitsOfARangeAndWhatTheyChanged() async throws {
        let repository = try history()
        let ids = try repository.git("log", "--format=%h", "HEAD~2..HEAD").split(separator: "\n").map(String.init)
        let corpus = try await read("HEAD~2..HEAD", at: repository.path)
        #expect(corpus.paths == ["commits/\(ids[0]).patch", "commits/\(ids[1]).patch", "new.txt", "src/fresh.txt"])
        let second = try #require(corpus.text(at: "commits/\(ids[1]).patch"))
        let full = try repository.git("rev-parse", ids[1])
        #expect(
            second.hasPrefix(
                """
                commit \(full)
                Author: Ada Łukasz <ada@example.org>
                Date:   2024-01-02 12:00:00 +0200

                    second

                    why it was done

                 old.txt => new.txt | +0 -0
                 src/fresh.txt | +1 -0 (new)

                diff --git a/old.txt b/new.txt
                similarity index 100%
                rename from old.txt
                rename to new.txt
                diff --git a/src/fresh.txt b/src/fresh.txt

                """))
        #expect(second.hasSuffix("@@ -0,0 +1 @@\n+fresh\n"))
        #expect(corpus.text(at: "commits/\(ids[0]).patch")?.contains(" src/gone.txt | +0 -1 (deleted)\n") == true)
    }

    @Test func limitsARangeToWhatWasNamed() async throws {
        let repository = try history()
        try repository.write("only top\n", to: "top.txt")
        try repository.commit("fourth", day: 4)
        let corpus = try await read("HEAD~3..HEAD", "src", at: repository.path)
        #expect(corpus.paths.count == 3)
        #expect(corpus.paths.last == "src/fresh.txt")
        #expect(!corpus.whole.contains("fourth"))
        #expect(!corpus.whole.contains("rename from"))
        let filtered = try await read("HEAD~3..HEAD", at: repository.path) { $0.include = ["top.*"] }
        #expect(filtered.paths.count == 2)
        #expect(filtered.paths.last == "top.txt")
    }

    @Test func showsOfAMergeOnlyWhatItDecided() async throws {
        let repository = try TemporaryRepository()
        try repository.write("base\n", to: "both.txt")
        try repository.commit("base", day: 1)
        try repository.git("checkout", "-q", "-b", "side")
        try repository.write("side\n", to: "both.txt")
        try repository.write("s\n", to: "side.txt")
        try repository.commit("side", day: 2)
        try repository.git("checkout", "-q", "main")
        try repository.write("main\n", to: "both.txt")
        try repository.write("m\n", to: "main.txt")
        try repository.commit("main", day: 3)
        _ = try? repository.git("merge", "-q", "side")
        try repository.write("decided\n", to: "both.txt")
        try repository.commit("merge it", day: 4)
        let corpus = try await read("HEAD~2..HEAD", at: repository.path)
        let merge = try #require(corpus.files.first.map { corpus.contents(of: $0) })
        #expect(merge.contains("\nMerge: "))
        #expect(merge.contains("+decided"))
        #expect(!merge.contains("+s\n"))
        #expect(merge.contains(" side.txt | +1 -0 (new)"))
        #expect(corpus.paths.count == 3 + 3)
    }

    @Test func readsTheVeryFirstCommit() async throws {
        let repository = try TemporaryRepository()
        try repository.git("checkout", "-q", "--orphan", "other")
        try repository.write("o\n", to: "o.txt")
        try repository.commit("orphan", day: 1)
        try repository.git("checkout", "-q", "--orphan", "main")
        try repository.git("rm", "-rfq", ".")
        try repository.write("m\n", to: "m.txt")
        try repository.commit("root", day: 2)
        let corpus = try await read("other..main", at: repository.path)
        #expect(corpus.whole.contains("+m\n"))
        #expect(corpus.paths.last == "m.txt")
    }

    @Test func readsABareRepository() async throws {
        let repository = try history()
        try repository.git("clone", "-q", "--bare", ".", "../bare.git")
        let corpus = try await read("HEAD", "bare.git", at: repository.folder.path)
        #expect(corpus.paths == ["new.txt", "src/fresh.txt"])
    }

    @Test func readsALinkedWorktree() async throws {
        let repository = try history()
        try repository.git("worktree", "add", "-q", "../tree", "HEAD~2")
        #expect(
            try await read("HEAD", "tree", at: repository.folder.path).paths == ["tree/old.txt", "tree/src/gone.txt"])
    }

    @Test func skipsWhatIsNoTextFile() async throws {
        let repository = try TemporaryRepository()
        try repository.write("x", to: "a.txt")
        try repository.write([0, 1], to: "b.bin")
        try repository.write(String(repeating: "l", count: 200), to: "large.txt")
        try repository.git("add", "-A")
        let blob = try repository.git("hash-object", "-w", "a.txt")
        try repository.git("update-index", "--add", "--cacheinfo", "120000,\(blob),link")
        try repository.git("update-index", "--add", "--cacheinfo", "160000,\(blob),module")
        try repository.git("commit", "-qm", "all")
        let corpus = try await read("HEAD", at: repository.path) { $0.maximumFileSize = 100 }
        #expect(corpus.paths == ["a.txt"])
        #expect(corpus.skipped.map(\.path) == ["b.bin", "large.txt", "link", "module"])
        #expect(corpus.skipped.map(\.reason) == [.binary, .tooLarge(bytes: 200), .symlink, .submodule])
        #expect(
            try await read("HEAD", "large.txt", at: repository.path) { $0.maximumFileSize = 100 }.paths == ["large.txt"]
        )
    }

    @Test func decodesFilesAndPatches() async throws {
        let repository = try TemporaryRepository()
        try repository.commit("none")
        try repository.write(Array("caf".utf8) + [0xE9, 10], to: "latin.txt")
        try repository.write(String(repeating: "a größe line\n", count: 200_000), to: "large.txt")
        try repository.commit("two", day: 2)
        let corpus = try await read("HEAD~1..HEAD", at: repository.path)
        #expect(corpus.text(at: "latin.txt") == "café\n")
        #expect(corpus.text(at: "large.txt")?.utf8.count == 200_000 * 15)
        #expect(corpus.characterCount == corpus.whole.unicodeScalars.count)
    }

    @Test func leavesOutPatchesThatAreTooLarge() async throws {
        let repository = try TemporaryRepository()
        try repository.commit("none")
        try repository.write((0..<500).map { "line \($0)\n" }.joined(), to: "large.txt")
        try repository.write("small\n", to: "small.txt")
        try repository.commit("two", day: 2)
        let corpus = try await read("HEAD~1..HEAD", at: repository.path) { $0.maximumFileSize = 1000 }
        let patch = try #require(corpus.files.first.map { corpus.contents(of: $0) })
        #expect(patch.contains("large.txt"))
        #expect(!patch.contains("+line 7\n"))
        #expect(patch.contains("+small\n"))
        #expect(corpus.reason("large.txt") != nil)
    }

    @Test func keepsTheSamePathOfTwoRevisionsApart() async throws {
        let repository = try history()
        let corpus = try await CorpusTests.read(
            [.path("."), .git(revision: "HEAD", path: "."), .git(revision: "HEAD~1", path: "new.txt")],
            at: repository.path)
        #expect(
            corpus.paths == [
                "new.txt", "src/fresh.txt", "HEAD:new.txt", "HEAD:src/fresh.txt", "HEAD~1:new.txt",
            ])
    }

    @Test func explainsWhatIsWrong() async throws {
        let repository = try history()
        func message(_ revision: String, _ path: String = ".", at folder: String? = nil) async -> String {
            await failure([.git(revision: revision, path: path)], at: folder ?? repository.path)?.description ?? "none"
        }
        #expect(await message("nope").contains("Revision 'nope' is not in \(repository.path)"))
        #expect(await message("HEAD~9..HEAD").contains("Revision 'HEAD~9..HEAD' is not in"))
        #expect(await message("HEAD..HEAD").contains("The range HEAD..HEAD holds no commits"))
        #expect(await message("HEAD..HEAD~1").contains("The older end comes first"))
        #expect(await message("HEAD", "nowhere").contains("Revision HEAD holds no nowhere"))
        #expect(await message("HEAD", at: repository.folder.path).contains("is not in a git repository"))
        #expect(await message("HEAD", "/nowhere/at/all").contains("is not in a git repository"))
    }
}
