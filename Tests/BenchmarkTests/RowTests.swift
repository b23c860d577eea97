import Testing

@testable import Benchmark

@Suite struct RowTests {
    private func row(_ key: String) throws -> any Row { try #require(Rows.all.first { $0.key == key }) }

    @Test func rowsAreChosenByKeyOrByAPartOfTheName() throws {
        #expect(try Rows.chosen(by: []).count == Rows.all.count)
        #expect(try Rows.chosen(by: ["start"]).map(\.key) == ["start"])
        #expect(try Rows.chosen(by: ["one turn at", "start"]).map(\.key) == ["turn-1mb", "turn-1000mb", "start"])
        #expect(throws: BenchmarkError.self) { try Rows.chosen(by: ["no such row"]) }
    }

    @Test func everyRowTellsItsMethod() {
        let methods = TableReport.methods(of: Rows.all)
        for row in Rows.all { #expect(methods.contains("\(row.key)\n    \(row.name)") && !row.method.isEmpty) }
    }

    @Test func theIdealOfAFleetCountsOnlyRightAnswers() {
        #expect(abs(Fleet.uneven.idealRate - 520) < 0.001)
    }

    @Test func keysAreUnique() {
        #expect(Set(Rows.all.map(\.key)).count == Rows.all.count)
    }

    @Test func ratiosAreTakenAgainstTheLimitOfTheSameRound() throws {
        var ours = Sample()
        (ours.wall, ours.callSpan, ours.turn, ours.firstRequest) = (2, 0.5, 0.001, 0.06)
        var limit = Sample()
        (limit.wall, limit.callSpan) = (1.6, 0.4)
        #expect(try row("1000mb-wall").value(of: ours, limit: limit) == 1.25)
        #expect(try row("small-calls").value(of: ours, limit: limit) == 80)
        #expect(try row("large-calls").value(of: ours, limit: limit) == 1.25)
        #expect(try row("turn-1mb").value(of: ours, limit: nil) == 1)
        #expect(try row("start").value(of: ours, limit: nil) == 60)
        #expect(try row("1000mb-wall").value(of: ours, limit: nil) == nil)
    }

    @Test func lostChildrenAddUp() throws {
        var sample = Sample()
        sample.answered = 62
        let row = try row("children-lost")
        #expect(row.value(of: sample, limit: nil) == 2)
        #expect(row.summary(of: [2, 0, 1]) == 3)
        #expect(try self.row("start").summary(of: [5, 1, 9]) == 5)
        #expect(try self.row("start").summary(of: []) == nil)
    }

    @Test func peersHaveToBeKnownAndThere() {
        #expect(throws: BenchmarkError.self) { try Peer.read("/nowhere") }
        #expect(throws: BenchmarkError.self) { try Peer.read("unknown=/usr/bin/python3") }
        #expect(throws: BenchmarkError.self) { try Peer.read("rlms=/nowhere/python") }
        #expect(throws: Never.self) { try Peer.read("rlms=/usr/bin/python3") }
    }
}
