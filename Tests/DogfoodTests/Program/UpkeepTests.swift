import Dogfood
import Posix
import TestSupport
import Testing

@Suite struct UpkeepTests {
    @Test func stopEndsTheOneAtWorkAndASecondOneIsTurnedAway() async throws {
        let fixture = try ProposalFixture()
        for number in 0..<3 { try fixture.repository.write("This is teh text.\n", to: "notes\(number).md") }
        try fixture.repository.commit("notes", day: 2)
        let folder = fixture.proposals.ledger.folder
        let cycle = try ChildProcess(fixture.binary.command(["cycle", "--test-command", "sleep 60"]))
        let end = ContinuousClock.now + .seconds(30)
        while try RunLock.holder(folder)?.process != cycle.id, ContinuousClock.now < end {
            try await Task.sleep(for: .milliseconds(5))
        }
        let second = try await fixture.binary.run("gc")
        #expect(second.code == 1)
        #expect(second.stderr.contains("another rlm-dogfood is at work on this repository: cycle, process \(cycle.id)"))
        let stopped = try await fixture.binary.run("stop")
        #expect(stopped.code == 0, "\(stopped.stderr)")
        #expect(stopped.stdout.contains("cycle, process \(cycle.id), has ended"))
        #expect(await cycle.wait() == .exited(130))
        #expect(try RunLock.holder(folder) == nil)
        #expect(try await fixture.binary.run("stop").stdout == "nobody is at work\n")
    }

    @Test func doctorTellsOfBranchesThatNoRecordKnowsAndOfABrokenJournal() async throws {
        let fixture = try ProposalFixture()
        try await fixture.publish()
        try fixture.repository.git("branch", "rlm/p/p9-forged")
        let strays = try await fixture.binary.run("doctor")
        #expect(strays.stdout.contains("no record knows refs/heads/rlm/p/p9-forged"))
        #expect(!strays.stdout.contains("p1-mend"))
        let journal = fixture.proposals.ledger.folder.journal
        let text = try String(decoding: FileReading.all(journal), as: UTF8.self)
        try fixture.repository.folder.write(
            text.replacing("Mend a word", with: "Mend a lie "),
            to: String(journal.dropFirst(fixture.repository.folder.path.count + 1)))
        let broken = try await fixture.binary.run("doctor")
        #expect(broken.code == 1)
        #expect(broken.stdout.contains("line 1 of \(journal)"))
        #expect(try await fixture.binary.run("land", "p1").code == 1)
    }
}
