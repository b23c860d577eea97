import Glibc
import GitStore
import TestSupport
import Testing

@Suite struct GitRepositoryTests {
    private func discover(_ path: String) throws(GitError) -> GitRepository {
        try GitRepository.discover(from: GitPath(path.utf8))
    }

    @Test func isFoundFromAFolderInside() throws {
        let repository = try TemporaryRepository()
        try repository.write("x", to: "a/b/c.txt")
        let found = try discover(repository.path("a/b"))
        #expect(found.workFolder == GitPath((repository.path + "/").utf8))
        #expect(found.shownFolder == repository.path)
        #expect(!found.isBare)
    }

    @Test func isFoundWhenBare() throws {
        let repository = try TemporaryRepository(in: try TemporaryFolder(), "bare.git", bare: true)
        let found = try discover(repository.path)
        #expect(found.isBare)
        #expect(found.workFolder == nil)
        #expect(found.shownFolder == repository.path)
    }

    @Test func isFoundFromALinkedWorktree() throws {
        let repository = try TemporaryRepository()
        try repository.commit("one")
        try repository.git("worktree", "add", "-q", "../other")
        let found = try discover(repository.folder.path("other"))
        #expect(found.shownFolder == repository.folder.path("other"))
    }

    @Test func saysWhenThereIsNone() throws {
        let folder = try TemporaryFolder()
        let error = #expect(throws: GitError.self) { try discover(folder.path) }
        #expect(error?.kind == .notFound)
        #expect(error?.description.contains("\(folder.path) is not in a git repository") == true)
    }

    @Test func saysWhenTheFormatIsTooNew() throws {
        let repository = try TemporaryRepository()
        try repository.git("config", "core.repositoryFormatVersion", "1")
        try repository.git("config", "extensions.objectFormat", "sha256")
        let error = #expect(throws: GitError.self) { try discover(repository.path) }
        #expect(error?.kind == .unusable)
        #expect(error?.hint?.contains("newer format") == true)
    }

    @Test func opensWithWorktreeConfiguration() throws {
        let repository = try TemporaryRepository()
        try repository.write("x", to: "a/x.txt")
        try repository.write("y", to: "b/y.txt")
        try repository.commit("both")
        try repository.git("sparse-checkout", "set", "--cone", "a")
        #expect(try discover(repository.path).shownFolder == repository.path)
    }

    @Test(.enabled(if: geteuid() == 0, "only root can give a folder away"))
    func refusesAnotherUsersRepositoryAndSaysHowToMendIt() throws {
        let repository = try TemporaryRepository()
        chown(repository.path, 4242, 4242)
        let error = #expect(throws: GitError.self) { try discover(repository.path) }
        #expect(error?.kind == .wrongOwner)
        #expect(error?.message.contains("belongs to user 4242") == true)
        #expect(error?.hint?.contains("git config --global --add safe.directory '\(repository.path)'") == true)
    }

    @Test(
        .enabled(if: geteuid() == 0, "only root can give a folder away"), arguments: ["*", "exact", "prefix", "other"])
    func trustsWhatTheUserTrusts(kind: String) async throws {
        await #expect(processExitsWith: .success) { [kind] in
            let repository = try TemporaryRepository()
            chown(repository.path, 4242, 4242)
            let values = [
                "*": "*", "exact": repository.path, "prefix": repository.folder.path + "/*", "other": "/elsewhere",
            ]
            try repository.folder.write("[safe]\n\tdirectory = \(values[kind] ?? "")\n", to: "home/.gitconfig")
            setenv("HOME", repository.folder.path("home"), 1)
            let opens = (try? GitRepository.discover(from: GitPath(repository.path.utf8))) != nil
            if opens != (kind != "other") { exit(1) }
        }
    }
}
