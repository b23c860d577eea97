import Bridge
import Corpus
import JSON
import TestSupport
import Testing

@testable import Commands

/// Queries as a client of the daemon has them, with real workers.
@Suite(.timeLimit(.minutes(3))) struct QueryServiceTests {
    private let fixture: QueryFixture

    init() throws {
        fixture = try QueryFixture()
        try fixture.folder.write("import os\n\nRETRIES = 3\n\ndef go():\n    return RETRIES\n", to: "src/retry.py")
        try fixture.folder.write("nothing here\n", to: "src/other.txt")
    }

    @Test func tellsStepsAnswerCitationsAndTheEnd() async throws {
        let query = try fixture.start("where is go defined", [fixture.source("src")])
        let heard = await fixture.outcome(of: query)
        #expect(heard.updates.first?.members["state"] == "running")
        #expect(heard.last["state"] == "done", "\(heard.last)")
        let answer = try #require(heard.last["answer"]?.string)
        #expect(answer.contains("src/retry.py:5"))
        #expect(heard.texts(.delta).joined() == answer)
        let citation = try #require(heard.all(.citation).first?.members)
        #expect(citation["file"]?.string == fixture.folder.path("src/retry.py"))
        #expect(citation["startLine"] == 5)
        #expect(citation["verified"] == true)
        let steps = heard.all(.step).map(\.members)
        #expect(steps.contains { $0["status"] == "running" && $0["code"]?.string?.isEmpty == false })
        #expect(steps.last?["status"] == "done")
        let numbers = heard.updates.map(\.seq)
        #expect(numbers == numbers.sorted() && Set(numbers).count == numbers.count)
        #expect(heard.last["statistics"]?["iterations"]?.integer ?? 0 > 0)
    }

    @Test func aFollowUpHasTheVariablesOfItsSession() async throws {
        let options = try fixture.scripted(
            """
            --- root
            ```repl
            found = context.count("RETRIES")
            FINAL(f"{found} times")
            ```
            --- root
            ```repl
            FINAL(f"{found + 1} and {len(context)}")
            ```
            """)
        let first = try fixture.start("How often?", [fixture.source("src/retry.py")], options: options)
        #expect(await fixture.outcome(of: first).last["answer"] == "2 times")
        let second = try fixture.start("And more?", session: first.sessionID, options: options)
        #expect(second.sessionID == first.sessionID)
        let answer = await fixture.outcome(of: second).last["answer"]?.string
        #expect(answer?.hasPrefix("3 and ") == true, "\(answer ?? "")")
    }

    @Test func aSessionIsToldOnceWhatWasLeftOut() async throws {
        try fixture.folder.write("\u{0}\u{1}", to: "src/picture.png")
        let first = try fixture.start("where is go defined", [fixture.source("src")])
        #expect(await fixture.outcome(of: first).texts(.notice).contains("left out: 1 binary"))
        let second = try fixture.start("who calls go", session: first.sessionID)
        #expect(await fixture.outcome(of: second).texts(.notice).isEmpty)
    }

    @Test func aSessionOutlivesTheDaemon() async throws {
        let options = try fixture.scripted(
            """
            --- root
            ```repl
            found = context.count("RETRIES")
            FINAL(f"{found} times")
            ```
            --- root match="may have changed"
            ```repl
            FINAL(f"{found + 1} and {len(history)}")
            ```
            """)
        let first = try fixture.start("How often?", [fixture.source("src/retry.py")], options: options)
        #expect(await fixture.outcome(of: first).last["answer"] == "2 times")
        await fixture.restart()
        let second = try fixture.start("And more?", session: first.sessionID, options: options)
        let heard = await fixture.outcome(of: second)
        #expect(heard.last["answer"] == "3 and 3", "\(heard.last)")
        let unknown = #expect(throws: RPCError.self) { try fixture.start("Who?", session: "../" + first.sessionID) }
        #expect(unknown?.kind == .notFound)
    }

    @Test func whatWasAnsweredOutlivesTheDaemon() async throws {
        let first = try fixture.start("where is go defined", [fixture.source("src")])
        let told = await fixture.outcome(of: first).updates
        let second = try fixture.start("who calls go", [fixture.source("src")])
        await second.finished()
        let summaries = fixture.service.summaries
        await fixture.restart()
        #expect(fixture.service.summaries == summaries)
        let again = try fixture.service.query(first.id)
        #expect(await fixture.outcome(of: again).updates == told)
        #expect(again.state == .done)
        let third = try fixture.start("where is go defined", [fixture.source("src")])
        await third.finished()
        #expect(fixture.service.summaries.map { $0["queryId"]?.string } == [third.id, second.id, first.id])
        let unknown = #expect(throws: RPCError.self) { try fixture.service.query("../sessions/" + first.sessionID) }
        #expect(unknown?.kind == .notFound)
    }

    @Test func sessionsThatRestKeepTheirVariables() async throws {
        let options = try fixture.scripted(
            "--- root\n```repl\nfound = 41\nFINAL(context[:6])\n```\n--- root\n```repl\nFINAL(found + 1)\n```\n")
        var queries: [Query] = []
        for number in 0..<6 {
            queries.append(try fixture.start("Q\(number)?", [fixture.source("src/retry.py")], options: options))
            await queries[number].finished()
        }
        for query in queries {
            let again = try fixture.start("And?", session: query.sessionID, options: options)
            #expect(await fixture.outcome(of: again).last["answer"] == "42")
        }
    }

    @Test func aFollowUpReadsWhatHasChanged() async throws {
        let options = try fixture.scripted(
            """
            --- root turn=any
            ```repl
            FINAL("new" if "changed" in context else "old")
            ```
            """)
        let first = try fixture.start("Which?", [fixture.source("src")], options: options)
        #expect(await fixture.outcome(of: first).last["answer"] == "old")
        try fixture.folder.write("changed\n", to: "src/other.txt")
        let second = try fixture.start("Which now?", session: first.sessionID, options: options)
        #expect(await fixture.outcome(of: second).last["answer"] == "new")
    }

    @Test func unchangedFilesAreReadOnce() async throws {
        try await Task.sleep(for: .milliseconds(60))
        let input = QueryInput(
            folder: fixture.folder.path, sources: [.path(fixture.folder.path("src"), digest: nil)])
        let corpora = fixture.service.corpora
        let first = try await corpora.corpus(for: input, CorpusOptions())
        #expect(try await corpora.corpus(for: input, CorpusOptions()) === first)
        #expect(fixture.service.keptCorpora.first?["files"] == 2)
        try fixture.folder.write("more\n", to: "src/more.txt")
        #expect(try await corpora.corpus(for: input, CorpusOptions()).files.count == 3)
    }

    @Test func whatTwoWantAtOnceIsReadOnce() async throws {
        try await Task.sleep(for: .milliseconds(60))
        let input = QueryInput(
            folder: fixture.folder.path, sources: [.path(fixture.folder.path("src"), digest: nil)])
        let corpora = fixture.service.corpora
        let read = try await withThrowingTaskGroup(of: Corpus.self) { group in
            for _ in 0..<8 { group.addTask { try await corpora.corpus(for: input, CorpusOptions()) } }
            return try await group.reduce(into: [Corpus]()) { $0.append($1) }
        }
        #expect(Set(read.map { ObjectIdentifier($0) }).count == 1)
    }

    @Test func aCancelledQueryEndsSoonAndTellsSo() async throws {
        let options = try fixture.scripted("--- root times=9\n```repl\nwhile True: pass\n```\n")
        let query = try fixture.start("Forever?", [fixture.source("src")], options: options)
        let listener = QueryFixture.Listener()
        query.log.subscribe(after: 0, as: 1, listener.take)
        try await fixture.waitUntil { listener.all(.step).contains { $0.members["code"] != nil } }
        let began = ContinuousClock.now
        query.cancel()
        await query.finished()
        #expect(began.duration(to: .now) < .seconds(5))
        #expect(listener.last["state"] == "cancelled")
        #expect(!fixture.service.isBusy)
    }

    @Test func aClientThatComesBackGetsWhatItMissed() async throws {
        let options = try fixture.scripted(
            """
            --- root
            ```repl
            import time; time.sleep(0.5); print(1)
            ```
            --- root
            ```repl
            FINAL(context[:6])
            ```
            """)
        let query = try fixture.start("What?", [fixture.source("src/retry.py")], options: options)
        let (first, second, whole) = (QueryFixture.Listener(), QueryFixture.Listener(), QueryFixture.Listener())
        query.log.subscribe(after: 0, as: 3, whole.take)
        query.log.subscribe(after: 0, as: 1, first.take)
        try await fixture.waitUntil { !first.all(.step).isEmpty }
        query.log.unsubscribe(1)
        let seen = first.updates
        query.log.subscribe(after: seen.last?.seq ?? 0, as: 2, second.take)
        await query.finished()
        #expect(seen + second.updates == whole.updates)
        #expect(first.updates == seen)
        #expect(second.last["state"] == "done")
    }

    @Test func anUnsavedTextStandsInPlaceOfItsFile() async throws {
        let path = JSONValue.string(fixture.folder.path("src/retry.py"))
        let text: JSONValue = ["kind": "text", "path": path, "text": "a = 1\ndef unsaved_name():\n    pass\n"]
        let query = try fixture.start("where is unsaved_name defined", [fixture.source("src"), text])
        let heard = await fixture.outcome(of: query)
        let citation = try #require(heard.all(.citation).first?.members, "\(heard.last)")
        #expect(citation["path"] == "src/retry.py")
        #expect(citation["startLine"] == 2)
        #expect(citation["file"] == path)
    }

    @Test(arguments: ["builtin", "direct"]) func linesOfAPartAreThoseOfTheFile(_ model: String) async throws {
        let part: JSONValue = [
            "kind": "text", "path": .string(fixture.folder.path("src/long.py")), "firstLine": 4_000,
            "text": "def in_the_middle():\n    return 7\n",
        ]
        var options: JSONValue = [:]
        if model == "direct" {
            let script =
                "--- root pattern='=====\\s4000: def in_the_middle'\nIt is at src/long.py:4000 `def in_the_middle():`.\n"
            options = ["model": .string("scripted/" + (try fixture.folder.write(script, to: "script")))]
        }
        let query = try fixture.start("where is in_the_middle defined", [part], options: options)
        let heard = await fixture.outcome(of: query)
        let citation = try #require(heard.all(.citation).first?.members, "\(heard.last)")
        #expect(citation["startLine"] == 4_000)
        #expect(citation["verified"] == true)
        #expect(heard.texts(.delta).joined() == heard.last["answer"]?.string)
    }

    @Test func aNamelessTextHasNoFile() async throws {
        let text: JSONValue = ["kind": "text", "path": "scratch.py", "text": "def floating():\n    pass\n"]
        let heard = await fixture.outcome(of: try fixture.start("where is floating defined", [text]))
        #expect(heard.all(.citation).first?.members["file"] == .null, "\(heard.last)")
    }

    @Test func aFileThatIsNotWhatTheClientSawIsStale() throws {
        var source = fixture.source("src/other.txt").object ?? [:]
        source["sha256"] = .string(String(repeating: "0", count: 64))
        let stale = #expect(throws: RPCError.self) { try fixture.start("What?", [.object(source)]) }
        #expect(stale?.kind == .stale)
        source["sha256"] = "c2a8079d955d628967ba60b7025898ac8ff4894865b2162a7e03406307f58578"
        #expect(throws: Never.self) { try fixture.start("What?", [.object(source)]) }
    }

    @Test func aSessionAnswersOneQuestionAtATime() async throws {
        let options = try fixture.scripted("--- root times=9\n```repl\nwhile True: pass\n```\n")
        let query = try fixture.start("Forever?", [fixture.source("src")], options: options)
        let busy = #expect(throws: RPCError.self) { try fixture.start("Now?", session: query.sessionID) }
        #expect(busy?.kind == .busy)
        await fixture.service.shutDown()
        #expect(query.state == .cancelled)
        let shuttingDown = #expect(throws: RPCError.self) { try fixture.start("Still?", [fixture.source("src")]) }
        #expect(shuttingDown?.kind == .shuttingDown)
    }

    @Test func whatCannotBeReadFailsWithTheReason() async throws {
        let heard = await fixture.outcome(of: try fixture.start("What?", [fixture.source("missing")]))
        #expect(heard.last["state"] == "failed")
        #expect(heard.last["error"]?["message"]?.string?.contains("no file or folder missing") == true)
    }

    @Test func theListHasTheNewestFirst() async throws {
        let first = try fixture.start("where is go defined", [fixture.source("src")])
        await first.finished()
        let second = try fixture.start("who calls go", [fixture.source("src")])
        await second.finished()
        #expect(fixture.service.summaries.map { $0["queryId"] } == [.string(second.id), .string(first.id)])
        #expect(fixture.service.summaries.first?["state"] == "done")
        #expect(fixture.service.summaries.first?["model"] == "builtin")
    }
}
