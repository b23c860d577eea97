import FoundationEssentials
import Glibc
import ReplyCache
import SQLiteStore
import Synchronization
import TestSupport
import Testing

/// A cache that cannot be used answers nothing, keeps nothing, and says so once.
@Suite struct CacheFaultTests {
    private let fixture: CacheFixture

    init() throws { fixture = try CacheFixture() }

    private func expectsOneProblem(_ words: String, sourceLocation: SourceLocation = #_sourceLocation) async {
        let cache = fixture.cache()
        for number in 0..<3 {
            #expect(cache.reply(for: key("\(number)")) == nil, sourceLocation: sourceLocation)
            cache.keep("x", model: "m", for: key("\(number)"))
            await cache.flush()
        }
        #expect(fixture.problems.count == 1, sourceLocation: sourceLocation)
        let problem = fixture.problems.first ?? ""
        #expect(problem.contains(words), "\(problem)", sourceLocation: sourceLocation)
    }

    @Test func saysThatTheFileIsNoDatabaseAndClearsIt() async throws {
        try fixture.temporary.write(String(repeating: "no database ", count: 1_000), to: "cache/rlm/replies.db")
        chmod(fixture.folder.path, 0o700)
        await expectsOneProblem("rlm cache clear makes a new one")
        #expect(try CacheMaintenance(fixture.folder).clear() == nil)
        await fixture.keep("x", under: "q")
        #expect(fixture.cache().reply(for: key("q")) == "x")
    }

    @Test func survivesADamagedPage() async throws {
        for number in 0..<200 { await fixture.keep(String(repeating: "x", count: 2_000), under: "\(number)") }
        _ = try CacheMaintenance(fixture.folder).prune(to: CacheLimits())
        let path = fixture.folder.database
        var bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
        for place in stride(from: 4096, to: bytes.count, by: 97) { bytes[place] ^= 0xA5 }
        try Data(bytes).write(to: URL(filePath: path))
        chmod(path, 0o600)
        let cache = fixture.cache()
        for number in 0..<200 {
            if let text = cache.reply(for: key("\(number)")) { #expect(text.utf8.count == 2_000) }
            cache.keep("y", model: "m", for: key("new \(number)"))
        }
        await cache.flush()
        #expect(fixture.problems.count == 1)
        _ = try CacheMaintenance(fixture.folder).clear()
        await fixture.keep("x", under: "q")
        #expect(fixture.cache().reply(for: key("q")) == "x")
    }

    @Test func leavesADatabaseOfANewerProgramAlone() async throws {
        await fixture.keep("x", under: "q")
        let database = try fixture.database()
        try database.run("PRAGMA user_version = 99")
        await expectsOneProblem("Use the newer rlm")
    }

    @Test func leavesADatabaseOfAnotherProgramAlone() async throws {
        try FileManager.default.createDirectory(
            atPath: fixture.folder.path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let database = try SQLiteDatabase(
            path: fixture.folder.database, migrations: ["CREATE TABLE replies (something INTEGER)"])
        try database.run("PRAGMA user_version = 0")
        await expectsOneProblem("already exists")
    }

    @Test func goesOnWhileAnotherHoldsTheDatabase() async throws {
        await fixture.keep("x", under: "q")
        let other = try fixture.database()
        try await withBlocked(other) {
            let cache = fixture.cache()
            // Readers do not wait for a writer.
            #expect(cache.reply(for: key("q")) == "x")
            cache.keep("y", model: "m", for: key("r"))
            await cache.flush()
            #expect(fixture.problems.count == 1 && fixture.problems[0].contains("Another process is using it"))
            #expect(cache.reply(for: key("q")) == nil || fixture.problems.count == 1)
        }
    }

    /// Runs `body` while `database` is being written to.
    private func withBlocked(_ database: SQLiteDatabase, _ body: () async throws -> Void) async throws {
        try database.run("BEGIN IMMEDIATE")
        try await body()
        try database.run("ROLLBACK")
    }

    @Test func refusesAFolderThatOthersCanWriteTo() async throws {
        await fixture.keep("x", under: "q")
        chmod(fixture.folder.path, 0o777)
        await expectsOneProblem("others may write to")
    }

    @Test func saysThatTheFolderCannotBeMade() async throws {
        try fixture.temporary.write("a file", to: "cache")
        await expectsOneProblem("cache")
    }

    @Test func worksWithoutAFolderThatMayBeWritten() async throws {
        await fixture.keep("x", under: "q")
        let folder = fixture.folder.path
        // As root, permissions hold nobody back, so the process becomes somebody else.
        if getuid() == 0 {
            for path in [fixture.temporary.path, fixture.temporary.path("cache")] { chmod(path, 0o755) }
            for path in [folder, folder + "/replies.db"] { chown(path, 65534, 65534) }
            for suffix in ["-wal", "-shm"] { unlink(folder + "/replies.db" + suffix) }
        }
        chmod(folder + "/replies.db", 0o400)
        chmod(folder, 0o500)
        await #expect(processExitsWith: .success) { [folder = folder as String] in
            if getuid() == 0 { guard setuid(65534) == 0 else { exit(3) } }
            let told = Mutex(0)
            let cache = ReplyCache(folder: CacheFolder(path: folder)) { _ in told.withLock { $0 += 1 } }
            _ = cache.reply(for: key("q"))
            cache.keep("y", model: "m", for: key("r"))
            await cache.flush()
            cache.keep("y", model: "m", for: key("s"))
            await cache.flush()
            exit(told.withLock { $0 } == 1 ? 0 : 4)
        }
        chmod(folder, 0o700)
    }

    @Test func goesOnWhenTheDiskIsFull() async throws {
        await fixture.keep("x", under: "q")
        let folder = fixture.folder.path
        await #expect(processExitsWith: .success) { [folder = folder as String] in
            // What a full disk does to a growing file, without filling one.
            signal(SIGXFSZ, SIG_IGN)
            var limit = rlimit(rlim_cur: 1 << 17, rlim_max: 1 << 17)
            setrlimit(__rlimit_resource_t(1), &limit)
            let told = Mutex(0)
            let cache = ReplyCache(folder: CacheFolder(path: folder)) { _ in told.withLock { $0 += 1 } }
            guard cache.reply(for: key("q")) == "x" else { exit(3) }
            for number in 0..<20 {
                cache.keep(String(repeating: "y", count: 50_000), model: "m", for: key("\(number)"))
                await cache.flush()
            }
            exit(told.withLock { $0 } == 1 ? 0 : 4)
        }
        // What was there before still is.
        #expect(fixture.cache().reply(for: key("q")) == "x")
    }
}
