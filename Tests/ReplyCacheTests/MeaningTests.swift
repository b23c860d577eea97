import Hashing
import LanguageModels
import SQLiteStore
import Testing

@testable import ReplyCache

@Suite struct MeaningTests {
    private let fixture: CacheFixture

    init() throws { fixture = try CacheFixture() }

    private func direction(_ vector: [Float]) throws -> Direction { try #require(Direction(vector)) }

    private func scope(
        _ question: String, _ passage: String = "The passage.", model: String = "m", embeddings: String = "e",
        temperature: Double? = nil
    ) -> MeaningScope {
        let request = ModelRequest(messages: [Message(.system, "Be brief.")], temperature: temperature)
        return MeaningScope(
            model: model, request, SplitPrompt(question: question, passage: passage), embeddings: embeddings,
            longTexts: SecretDigest())
    }

    @Test func comparesOnlyWhatIsTheSameOtherwise() {
        let scopes = [
            scope("What is it about?"), scope("What is it about?", "Another passage."),
            scope("What is it about?", model: "n"), scope("What is it about?", embeddings: "f"),
            scope("What is it about?", temperature: 0), scope("What is 5 about?"),
        ]
        #expect(Set(scopes).count == scopes.count)
        #expect(scope("What is it about?") == scope("Tell what it is about."))
    }

    @Test func findsTheMostSimilarAtOrAboveTheThreshold() async throws {
        let cache = fixture.cache()
        let place = scope("q")
        for (name, vector) in [("near", [1, 0.1]), ("nearer", [1, 0.05]), ("far", [0, 1])] as [(String, [Float])] {
            cache.keep(name, model: "m", for: key(name))
            cache.keep(try direction(vector), in: place, for: key(name))
        }
        await cache.flush()
        let later = fixture.cache()
        let candidates = later.candidates(in: place)
        let ahead = try direction([2, 0])
        let match = try #require(candidates.best(for: ahead, threshold: 0.85))
        #expect(match.text == "nearer" && match.key == key("nearer") && match.similarity > 0.99)
        // At 45°, the cosine is 0.707.
        let behind = try direction([-1, -1])
        #expect(candidates.best(for: behind, threshold: 0.85) == nil)
        let between = try #require(Direction([1, -0.6]))
        #expect(candidates.best(for: between, threshold: 0.85) == nil)
        #expect(candidates.best(for: between, threshold: 0.8)?.text == "nearer")
        let ofAnotherSize = try direction([1, 0, 0])
        #expect(candidates.best(for: ofAnotherSize, threshold: 0.5) == nil)
        #expect(later.candidates(in: scope("another 5")).isEmpty)
        #expect(fixture.problems.isEmpty)
    }

    @Test func forgetsWhatAQuestionMeansWithItsReply() async throws {
        let cache = fixture.cache()
        cache.keep("x", model: "m", for: key("q"))
        cache.keep(try #require(Direction([1, 0])), in: scope("q"), for: key("q"))
        // Of a reply that was never kept.
        cache.keep(try #require(Direction([1, 0])), in: scope("q"), for: key("r"))
        await cache.flush()
        func count() throws -> Int? {
            try fixture.database().first("SELECT count(*) FROM meanings") { (row) throws(SQLiteError) in try row.get(0)
            }
        }
        #expect(try count() == 1)
        _ = try CacheMaintenance(fixture.folder).clear()
        #expect(try count() == 0)
        #expect(fixture.problems.isEmpty)
    }

    @Test func bringsADatabaseOfTheFirstFormUpToDate() async throws {
        await fixture.keep("old", under: "q")
        let database = try fixture.database()
        try database.run("DROP TABLE meanings")
        try database.run("DROP TABLE secret")
        try database.run("PRAGMA user_version = 1")
        let cache = fixture.cache()
        #expect(cache.reply(for: key("q")) == "old")
        #expect(cache.candidates(in: scope("q")).isEmpty)
        #expect(fixture.problems.isEmpty)
    }

    @Test func readsBackTheDirectionItWrote() throws {
        let direction = try #require(Direction([3, 4]))
        #expect(Direction(bytes: direction.bytes)?.cosine(with: direction).map { $0 > 0.999 } == true)
        #expect(Direction(bytes: [1, 2, 3]) == nil && Direction([0, 0]) == nil && Direction([.nan, 1]) == nil)
    }
}
