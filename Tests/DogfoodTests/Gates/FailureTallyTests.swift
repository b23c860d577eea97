import Dogfood
import Testing

@Suite struct FailureTallyTests {
    private func tally(_ change: (Int, Int), _ base: (Int, Int)) -> FailureTally {
        FailureTally(
            change: .init(failures: change.0, count: change.1), base: .init(failures: base.0, count: base.1))
    }

    @Test func holdsAgainstTheChangeWhatFailsWithItAlone() {
        #expect(tally((4, 4), (0, 6)).verdict == .guilty)
        #expect(tally((2, 11), (0, 13)).verdict == .guilty)
    }

    @Test func excusesWhatFailsInTheBaseAboutAsOften() {
        #expect(tally((1, 11), (1, 13)).verdict == .excused)
        #expect(tally((4, 11), (2, 13)).verdict == .excused)
        #expect(tally((11, 11), (13, 13)).verdict == .excused)
    }

    @Test func seesTheBreakOfATestThatFailsNowAndThenAnyway() {
        #expect(tally((11, 11), (4, 13)).verdict == .guilty)
        #expect(tally((9, 11), (2, 13)).verdict == .guilty)
    }

    @Test func cannotTellFromOneFailure() { #expect(tally((1, 13), (0, 15)).verdict == .undecided) }

    @Test func computesTheChance() {
        // 1 / choices(3, of: 6)
        #expect(abs(tally((3, 3), (0, 3)).chance - 0.05) < 1e-12)
        #expect(abs(tally((0, 5), (2, 5)).chance - 1) < 1e-12)
        // 3 or all of the 4 failures in the 4 runs with the change: (4·4 + 1·1) / choices(4, of: 8)
        #expect(abs(tally((3, 4), (1, 4)).chance - 17.0 / 70) < 1e-12)
    }

    @Test func saysItsNumbers() {
        #expect(tally((1, 11), (2, 13)).words == "failed 1 of 11 runs with the change and 2 of 13 without")
    }
}
