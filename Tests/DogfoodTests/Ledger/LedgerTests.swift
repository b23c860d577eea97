import Dogfood
import FoundationEssentials
import Glibc
import TestSupport
import Testing

@Suite struct LedgerTests {
    private let scratch: TemporaryFolder
    private let folder: DogfoodFolder

    init() throws {
        scratch = try TemporaryFolder()
        folder = try DogfoodFolder(scratch.path("state"))
    }

    private func text() throws -> String { try String(contentsOf: URL(filePath: folder.journal), encoding: .utf8) }

    private func finding(_ claim: String) -> Finding {
        Finding(category: "misspelling", claim: claim, rationale: "", places: [], value: 0.5)
    }

    @Test func tellsAnotherReaderWhatWasAdded() throws {
        let ledger = try Ledger(folder)
        let run = try ledger.beginRun(base: "b0", analyst: "builtin", focus: nil)
        try ledger.append(.analysed(run: run, findings: [finding("mend it")]))
        try ledger.append(.attemptStarted(run: run, attempt: 1, finding: finding("mend it")))
        try ledger.append(
            .attemptEnded(run: run, attempt: 1, outcome: .failed(.test), cost: Spending(costUSD: 0.25), patchID: nil))
        let other = try Ledger(folder)
        #expect(try other.state == ledger.state)
        try ledger.append(.runEnded(run: run, outcome: .stopped(.budget)))
        let found = try #require(try other.state.runs.first { $0.id == run })
        #expect(found.outcome == .stopped(.budget))
        #expect(found.attempts.map(\.outcome) == [.failed(.test)])
        #expect(found.cost.costUSD == 0.25)
    }

    @Test func aRunWithoutAnEndIsInterruptedWhenTheNextOneBegins() throws {
        let first = try Ledger(folder).beginRun(base: "b0", analyst: "builtin", focus: nil)
        try Ledger(folder).append(.attemptStarted(run: first, attempt: 1, finding: finding("mend it")))
        let ledger = try Ledger(folder)
        #expect(try ledger.beginRun(base: "b0", analyst: "builtin", focus: "words") == "r2")
        let old = try #require(try ledger.state.runs.first { $0.id == first })
        #expect(old.outcome == .interrupted)
        #expect(old.attempts.map(\.outcome) == [.interrupted])
    }

    @Test func writersInTurnsKeepOneChain() async throws {
        let folder = folder
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<4 {
                group.addTask {
                    let ledger = try Ledger(folder)
                    for number in 0..<10 { try ledger.append(.collected(branches: ["\(writer)"], artifacts: number)) }
                }
            }
            try await group.waitForAll()
        }
        #expect(try Ledger(folder).state.records == 40)
    }

    @Test func aLineHalfWrittenIsCutOff() throws {
        let ledger = try Ledger(folder)
        try ledger.append(.proposed(id: "p1"))
        try ledger.append(.proposed(id: "p2"))
        let whole = Array(try text().utf8)
        for cut in [1, 20, 90] {
            try Data(whole.dropLast(cut)).write(to: URL(filePath: folder.journal))
            let reopened = try Ledger(folder)
            #expect(try reopened.state.records == 1)
            try reopened.append(.proposed(id: "p2"))
            #expect(try Ledger(folder).state.records == 2)
        }
    }

    @Test(arguments: ["changed", "taken out", "put in twice"])
    func aChainThatWasTamperedWithIsRefused(how: String) throws {
        let ledger = try Ledger(folder)
        for id in ["p1", "p2", "p3"] { try ledger.append(.proposed(id: id)) }
        var lines = try text().split(separator: "\n").map(String.init)
        switch how {
        case "changed": lines[1] = lines[1].replacing("p2", with: "p9")
        case "taken out": lines.remove(at: 1)
        default: lines.insert(lines[0], at: 1)
        }
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(filePath: folder.journal))
        let error = #expect(throws: LedgerError.self) { try Ledger(folder) }
        #expect(error?.description.contains("line 2 of") == true)
    }

    @Test func aSecondProcessIsToldWhoIsAtWork() throws {
        let lock = try RunLock(folder, command: "cycle")
        #expect(try RunLock.holder(folder)?.command == "cycle")
        let error = #expect(throws: LedgerError.self) { try RunLock(folder, command: "cycle") }
        #expect(error?.description.contains("cycle, process \(getpid())") == true)
        withExtendedLifetime(lock) {}
    }

    @Test func theLockIsFreeWhenItsOwnerIsGone() throws {
        do { _ = try RunLock(folder, command: "cycle") }
        #expect(try RunLock.holder(folder) == nil)
        _ = try RunLock(folder, command: "cycle")
    }

    @Test func artifactsAreWhatTheirNamesSay() throws {
        let store = ArtifactStore(folder)
        let name = try store.keep(Array("a log\n".utf8))
        #expect(name == "43033c83341b48079264dfb63c5e4275c4f1b2f53cc36f04584a02cac84db7b6")
        #expect(try store.bytes(of: name) == Array("a log\n".utf8))
        chmod(store.path(of: name), 0o600)
        try Data("a lie\n".utf8).write(to: URL(filePath: store.path(of: name)))
        #expect(throws: LedgerError.artifact(name, why: "was changed")) { try store.bytes(of: name) }
        #expect(throws: LedgerError.self) { try store.bytes(of: "../journal.jsonl") }
    }

    @Test func outcomesReadBackAsTheyWereWritten() throws {
        let all: [Outcome] = [
            .done, .proposed, .failed(.truncated), .stopped(.user), .interrupted, .error("no: reply"),
        ]
        #expect(all.map { Outcome($0.description) } == all)
        #expect(Outcome("failed:nonsense") == nil)
    }
}
