import Dogfood
import GitStore
import Glibc
import TestSupport
import Testing

@Suite struct SourceTreeTests {
    private let repository: TemporaryRepository
    private let store: GitRepository

    init() throws {
        repository = try TemporaryRepository()
        try repository.write("one", to: "a/one.txt")
        try repository.write("one", to: "b/same.txt")
        try repository.write("two", to: "a/two.txt")
        try repository.write("#!/bin/sh\n", to: "run")
        chmod(repository.path("run"), 0o755)
        symlink("a/one.txt", repository.path("link"))
        try repository.commit("Begin")
        store = try GitRepository.open(at: Array(repository.path.utf8))
    }

    private func write(_ name: String) throws -> String {
        guard case .tree(let tree) = try store.resolve("HEAD") else { throw GateError("no tree") }
        let entries = try #require(try store.entries(of: tree))
        return try SourceTree(entries, of: store, in: repository.folder.path(name)).folder
    }

    private func status(_ path: String) -> stat {
        var status = stat()
        lstat(path, &status)
        return status
    }

    @Test func givesEqualContentAnEqualTimeAndOtherContentAnother() throws {
        let first = try write("first")
        let second = try write("second")
        for path in ["a/one.txt", "a/two.txt", "link", "a", "run"] {
            #expect(status("\(first)/\(path)").st_mtim == status("\(second)/\(path)").st_mtim)
        }
        #expect(status("\(first)/a/one.txt").st_mtim == status("\(first)/b/same.txt").st_mtim)
        #expect(status("\(first)/a/one.txt").st_mtim != status("\(first)/a/two.txt").st_mtim)
        #expect(status("\(first)/a/one.txt").st_mtim.tv_sec < time(nil))
    }

    @Test func keepsModesAndLinks() throws {
        let folder = try write("tree")
        #expect(status("\(folder)/run").st_mode & 0o777 == 0o755)
        #expect(status("\(folder)/a/one.txt").st_mode & 0o777 == 0o644)
        #expect(status("\(folder)/link").st_mode & S_IFMT == S_IFLNK)
    }
}

extension timespec {
    fileprivate static func == (one: timespec, other: timespec) -> Bool {
        one.tv_sec == other.tv_sec && one.tv_nsec == other.tv_nsec
    }

    fileprivate static func != (one: timespec, other: timespec) -> Bool { !(one == other) }
}
