import Testing

@testable import Dogfood

@Suite struct MaintainerNotesTests {
    @Test func namesAFolderForAllThatIsInIt() {
        let paths = ["Package.swift", "Sources/A/One.swift", "Sources/A/In/Two.swift", "Sources/B/Three.swift"]
        #expect(MaintainerNotes.whole(paths) { $0.hasPrefix("Sources/A/") } == ["Sources/A/"])
        #expect(MaintainerNotes.whole(paths) { $0.hasSuffix("Two.swift") } == ["Sources/A/In/"])
        #expect(MaintainerNotes.whole(paths) { !$0.hasSuffix("Two.swift") }.contains("Sources/A/One.swift"))
        #expect(MaintainerNotes.whole(paths) { _ in true } == ["Package.swift", "Sources/"])
    }

    @Test func tellsWhatWasTriedInVain() {
        var state = LedgerState()
        let (bad, wrong, good) = (finding("Bad"), finding("Wrong"), finding("Good"))
        let build = GateRecord(
            gate: .build, outcome: .failed, failure: .build, summary: "A.swift:1: error: no such name", seconds: 1)
        let records: [LedgerRecord] = [
            .runStarted(run: "r1", base: "", analyst: "m", focus: nil, process: 1),
            .attemptStarted(run: "r1", attempt: 1, finding: bad), .gate(run: "r1", attempt: 1, record: build),
            .attemptEnded(run: "r1", attempt: 1, outcome: .failed(.build), cost: .none, patchID: nil),
            .attemptStarted(run: "r1", attempt: 2, finding: wrong),
            .attemptEnded(run: "r1", attempt: 2, outcome: .error("it is right as it is"), cost: .none, patchID: nil),
            .attemptStarted(run: "r1", attempt: 3, finding: good),
            .attemptEnded(run: "r1", attempt: 3, outcome: .proposed, cost: .none, patchID: nil),
        ]
        for record in records { state.apply(record, at: 0) }
        #expect(
            MaintainerNotes.failures(in: state)
                == ["Wrong: it is right as it is", "Bad: A.swift:1: error: no such name"])
    }

    private func finding(_ claim: String) -> Finding {
        Finding(category: "bug", claim: claim, rationale: "", places: [], value: 1)
    }
}
