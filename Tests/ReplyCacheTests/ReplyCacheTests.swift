import FoundationEssentials
import Glibc
import ReplyCache
import SQLiteStore
import TestSupport
import Testing

@Suite struct ReplyCacheTests {
    private let fixture: CacheFixture

    init() throws { fixture = try CacheFixture() }

    @Test func givesInALaterProcessWhatAnEarlierOneKept() async {
        await fixture.keep("a reply\u{0} with é and 🙂", under: "q")
        let later = fixture.cache()
        #expect(later.reply(for: key("q")) == "a reply\u{0} with é and 🙂")
        #expect(later.reply(for: key("another")) == nil)
        #expect(fixture.problems.isEmpty)
    }

    @Test func givesWhatIsNotWrittenYet() {
        let cache = fixture.cache()
        cache.keep("early", model: "m", for: key("q"))
        #expect(cache.reply(for: key("q")) == "early")
    }

    @Test func writesByItselfAfterAMoment() async throws {
        let cache = fixture.cache()
        cache.keep("early", model: "m", for: key("q"))
        let other = fixture.cache()
        for _ in 0..<500 where other.reply(for: key("q")) == nil { try await Task.sleep(for: .milliseconds(20)) }
        #expect(other.reply(for: key("q")) == "early")
    }

    @Test func isForItsOwnerAlone() async throws {
        await fixture.keep("x", under: "q")
        #expect(try mode(fixture.folder.path) == 0o700)
        #expect(try mode(fixture.temporary.path("cache")) == 0o700)
        for file in try FileManager.default.contentsOfDirectory(atPath: fixture.folder.path) {
            #expect(try mode(fixture.folder.path + "/" + file) == 0o600, "\(file)")
        }
    }

    private func mode(_ path: String) throws -> mode_t {
        var found = stat()
        try #require(stat(path, &found) == 0)
        return found.st_mode & 0o777
    }

    @Test func holdsNoPrompt() async throws {
        let prompt = "the prompt, which nobody may find again"
        await fixture.keep("x", under: prompt)
        for file in try FileManager.default.contentsOfDirectory(atPath: fixture.folder.path) {
            let bytes = try Data(contentsOf: URL(filePath: fixture.folder.path + "/" + file))
            #expect(!String(decoding: bytes, as: UTF8.self).contains("nobody may find"), "\(file)")
        }
    }

    @Test func givesNothingThatIsTooOld() async throws {
        await fixture.keep("old", under: "q")
        try age(days: 31)
        #expect(fixture.cache().reply(for: key("q")) == nil)
        #expect(fixture.cache(CacheLimits(age: 40 * 86_400)).reply(for: key("q")) == "old")
        await fixture.keep("new", under: "another")
        #expect(try CacheMaintenance(fixture.folder).statistics().replies == 1)
    }

    /// Makes all replies older.
    private func age(days: Int) throws {
        let database = try fixture.database()
        try database.run("UPDATE replies SET made = made - ?, used = used - ?", days * 86_400_000, days * 86_400_000)
    }

    @Test func keepsTheNewestOfTwoRepliesToOneCall() async {
        await fixture.keep("first", under: "q")
        await fixture.keep("second", under: "q")
        #expect(fixture.cache().reply(for: key("q")) == "second")
    }

    @Test func staysWithinItsSizeUnderLoadAndForgetsWhatWasNotUsedForLongest() async throws {
        let limits = CacheLimits(bytes: 1 << 20, age: 86_400)
        let cache = fixture.cache(limits)
        cache.keep("loved", model: "m", for: key("loved"))
        for number in 0..<2_000 {
            cache.keep(
                "\(number)" + String(repeating: "x", count: number % 20 * 100), model: "m", for: key("\(number)"))
            if number.isMultiple(of: 50) {
                await cache.flush()
                #expect(cache.reply(for: key("loved")) == "loved", "\(number)")
                #expect(try CacheMaintenance(fixture.folder).statistics().bytes <= limits.bytes)
            }
        }
        await cache.flush()
        let statistics = try CacheMaintenance(fixture.folder).statistics()
        #expect(statistics.bytes <= limits.bytes && statistics.bytes > limits.bytes / 2)
        let later = fixture.cache(limits)
        #expect(later.reply(for: key("0")) == nil)
        #expect(later.reply(for: key("1999")) != nil)
        #expect(fixture.problems.isEmpty)
    }

    @Test func doesNotKeepWhatWouldThrowOutAllElse() async {
        let cache = fixture.cache(CacheLimits(bytes: 1 << 20, age: 86_400))
        cache.keep(String(repeating: "x", count: 200_000), model: "m", for: key("q"))
        #expect(cache.reply(for: key("q")) == nil)
    }

    @Test func countsHowOftenItWasOfUse() async throws {
        await fixture.keep("x", under: "q")
        let cache = fixture.cache()
        for _ in 0..<3 { _ = cache.reply(for: key("q")) }
        await cache.flush()
        let statistics = try CacheMaintenance(fixture.folder).statistics()
        #expect(statistics.models.map(\.name) == ["test/sub"])
        #expect(statistics.replies == 1 && statistics.uses == 3)
    }

    @Test func isEmptiedAndPrunedOnDemand() async throws {
        for number in 0..<200 { await fixture.keep(String(repeating: "x", count: 5_000), under: "\(number)") }
        let maintenance = CacheMaintenance(fixture.folder)
        let (before, after) = try maintenance.prune(to: CacheLimits(bytes: 200_000, age: 86_400))
        #expect(before.replies == 200 && after.replies < 50 && after.replies > 10)
        #expect(try size() <= 250_000)
        #expect(try maintenance.clear()?.replies == after.replies)
        #expect(try maintenance.statistics().replies == 0)
        #expect(try size() < 50_000)
    }

    private func size() throws -> Int {
        var found = stat()
        try #require(stat(fixture.folder.database, &found) == 0)
        return Int(found.st_size)
    }

    /// A look-up that finds something, over many, in a cache with as many replies as a few large runs leave.
    @Test func answersWithinAMillisecond() async {
        let filler = fixture.cache()
        for number in 0..<2_000 {
            filler.keep(String(repeating: "reply ", count: 200), model: "m", for: key("\(number)"))
        }
        await filler.flush()
        let cache = fixture.cache()
        _ = cache.reply(for: key("0"))
        let start = ContinuousClock.now
        for number in 0..<1_000 { #expect(cache.reply(for: key("\(number)")) != nil) }
        #expect((ContinuousClock.now - start) / .seconds(1) < 1)
    }
}
