import Dogfood
import Glibc
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

    /// As a kill leaves bubblewrap's inner process; one of another folder is not touched.
    @Test func resumeEndsSandboxesThatLostWhatStartedThem() async throws {
        let fixture = try ProposalFixture()
        let own = try await orphan(holding: fixture.proposals.ledger.folder.slots + "/x")
        let other = try await orphan(holding: "/another/slots/x")
        defer { kill(other, SIGKILL) }
        #expect(kill(own, 0) == 0)
        #expect(try await fixture.binary.run("resume").code == 0)
        let end = ContinuousClock.now + .seconds(10)
        while kill(own, 0) == 0, ContinuousClock.now < end { try await Task.sleep(for: .milliseconds(5)) }
        #expect(kill(own, 0) != 0)
        #expect(kill(other, 0) == 0)
    }

    /// The number of a process that is called as sandboxes are, whose starter has ended.
    private func orphan(holding path: String) async throws -> Int32 {
        let folder = try TemporaryFolder()
        // In a session of its own, since the starter's group ends with it.
        let script =
            "setsid bash -c 'exec -a bwrap tail -f /dev/null \"$0\"' \"$0\" >/dev/null 2>&1 & echo $! > \"$1\"; sleep 0.3"
        let starter = try ChildProcess(
            ChildCommand("/bin/bash", ["-c", script, path, folder.path("id")], environment: ["PATH": "/usr/bin:/bin"]))
        #expect(await starter.wait() == .exited(0))
        let id = String(decoding: try FileReading.all(folder.path("id")), as: UTF8.self)
        return try #require(Int32(id.dropLast()))
    }
}
