import Glibc
import ReplyCache
import SQLiteStore
import Testing

/// Several processes on one cache.
@Suite(.timeLimit(.minutes(3))) struct CacheSharingTests {
    @Test(arguments: [2, 4]) func losesNothingWhenProcessesWriteAndReadAtOnce(count: Int) async throws {
        let fixture = try CacheFixture()
        let path = fixture.folder.path
        await withTaskGroup(of: Void.self) { group in
            for process in 0..<count {
                group.addTask {
                    await #expect(processExitsWith: .success) { [path = path as String, process = process as Int] in
                        let cache = ReplyCache(folder: CacheFolder(path: path)) { problem in
                            print(problem)
                            exit(1)
                        }
                        for number in 0..<100 {
                            _ = cache.reply(for: key("\((process + 1) % 2) \(number)"))
                            cache.keep("\(process) \(number)", model: "m", for: key("\(process) \(number)"))
                            if number.isMultiple(of: 10) { await cache.flush() }
                        }
                        await cache.flush()
                    }
                }
            }
        }
        let cache = fixture.cache()
        for process in 0..<count {
            for number in 0..<100 { #expect(cache.reply(for: key("\(process) \(number)")) == "\(process) \(number)") }
        }
        #expect(fixture.problems.isEmpty)
    }

    @Test func staysWithinItsSizeWhenFourProcessesFillIt() async throws {
        let fixture = try CacheFixture()
        let path = fixture.folder.path
        await withTaskGroup(of: Void.self) { group in
            for process in 0..<4 {
                group.addTask {
                    await #expect(processExitsWith: .success) { [path = path as String, process = process as Int] in
                        let cache = ReplyCache(
                            folder: CacheFolder(path: path), limits: CacheLimits(bytes: 1 << 20, age: 86_400)
                        ) { _ in exit(1) }
                        for number in 0..<200 {
                            let text = String(repeating: "x", count: 4_000)
                            cache.keep(text, model: "m", for: key("\(process) \(number)"))
                            if number.isMultiple(of: 20) { await cache.flush() }
                        }
                        await cache.flush()
                    }
                }
            }
        }
        let statistics = try CacheMaintenance(fixture.folder).statistics()
        #expect(statistics.bytes <= 1 << 20 && statistics.replies > 100)
    }

    @Test func isWholeAfterAProcessWasKilledWhileItWrote() async throws {
        let fixture = try CacheFixture()
        await fixture.keep("whole", under: "before")
        let path = fixture.folder.path
        for _ in 0..<3 {
            await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
                let cache = ReplyCache(folder: CacheFolder(path: path)) { _ in }
                let text = String(repeating: "x", count: 100_000)
                Task.detached {
                    for number in 0..<1_000_000 {
                        cache.keep(text, model: "m", for: key("\(number)"))
                        await cache.flush()
                    }
                }
                usleep(150_000)
                kill(getpid(), SIGKILL)
            }
        }
        let database = try fixture.database()
        let state: String? = try database.first("PRAGMA integrity_check") { (row) throws(SQLiteError) in try row.get(0)
        }
        #expect(state == "ok")
        #expect(fixture.cache().reply(for: key("before")) == "whole")
        #expect(try CacheMaintenance(fixture.folder).statistics().replies > 1)
        #expect(fixture.problems.isEmpty)
    }
}
