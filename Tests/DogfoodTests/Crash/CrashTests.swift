import Dogfood
import FoundationEssentials
import Glibc
import Posix
import TestSupport
import Testing

/// Kills the program at random moments and looks at what is left.
///
/// RLM_TEST_CRASHES=1 turns it on with 200 kills; a larger number is that of the kills.
@Suite(.serialized) struct CrashTests {
    static let kills: Int = {
        let wanted = ProcessInfo.processInfo.environment["RLM_TEST_CRASHES"].flatMap(Int.init) ?? 0
        return wanted == 1 ? 200 : wanted
    }()

    /// Starts a verb, kills its process alone, and says whether it was still running.
    ///
    /// Half of the kills come at any moment, the others soon after the first record that the verb adds.
    private func kill(
        _ fixture: ProposalFixture, _ arguments: [String], _ random: inout SeededNumbers
    ) async throws -> Bool {
        let journal = fixture.proposals.ledger.folder.journal
        let size = Self.size(journal)
        let early = random.next() % 2 == 0
        let delay = Int(random.next() % (early ? 80_000 : 15_000))
        let child = try ChildProcess(fixture.binary.command(arguments))
        let end = ContinuousClock.now + .seconds(5)
        while !early, Self.size(journal) == size, ContinuousClock.now < end { usleep(100) }
        usleep(UInt32(delay))
        child.send(signal: SIGKILL)
        return await child.wait() == .signaled(SIGKILL)
    }

    private static func size(_ path: String) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }

    @Test(.enabled(if: CrashTests.kills > 0))
    func landingsAndReversalsAreDoneOrNotDone() async throws {
        let fixture = try ProposalFixture()
        let seed = UInt64(ProcessInfo.processInfo.environment["RLM_TEST_CRASH_SEED"].flatMap(Int.init) ?? 1)
        var random = SeededNumbers(seed)
        try fixture.repository.write("mine, not committed\n", to: "other.txt")
        try fixture.repository.write("mine, not tracked\n", to: "notes.txt")
        let own = try OwnWork(fixture.repository)
        var (killed, number) = (0, 0)
        while killed < Self.kills {
            number += 1
            let text = "the word \(number)\n"
            var change = try fixture.change("Mend it for the \(number). time", to: text)
            change.finding.places = []
            let proposal = try await fixture.publish(change)
            try fixture.approve(proposal)
            for (verb, needed) in [("land", Proposal.State.landed), ("revert", .reverted)] {
                while try fixture.state(proposal.id) != needed {
                    if try await kill(fixture, [verb, proposal.id], &random) { killed += 1 }
                    let resumed = try await fixture.binary.run("resume")
                    #expect(resumed.code == 0, "\(resumed.stderr)")
                    try check(
                        fixture, own, expected: verb == "land" ? ("the teh word\n", text) : (text, "the teh word\n"),
                        isDone: try fixture.state(proposal.id) == needed)
                }
            }
        }
        #expect(try await fixture.binary.run("doctor", "--json").stdout.contains("nothing is half done"))
    }

    private func check(
        _ fixture: ProposalFixture, _ own: OwnWork, expected: (before: String, after: String), isDone: Bool
    ) throws {
        let git = fixture.repository
        #expect(try fixture.text("words.txt") == (isDone ? expected.after : expected.before))
        #expect(try OwnWork(git) == own)
        #expect(try git.git("diff", "--cached", "--name-only").isEmpty)
        #expect(try git.git("worktree", "list").split(separator: "\n").count == 1)
        #expect(try git.git("fsck", "--no-dangling", "--connectivity-only").isEmpty)
        let open = try fixture.proposals.ledger.state.proposals.filter { [.proposed, .approved].contains($0.state) }
        let branches = try git.git("for-each-ref", "--format=%(refname)", "refs/heads/rlm").split(separator: "\n")
        #expect(branches.map(String.init) == open.map(\.proposal.ref))
        #expect(access(git.path(".git/index.lock"), F_OK) != 0)
    }
}

/// What a person has in the repository that is nobody else's business.
private struct OwnWork: Equatable {
    var status: String
    var texts: [String]
    var head: String
    var stash: String

    init(_ repository: TemporaryRepository) throws {
        status = try repository.git("status", "--porcelain")
        texts = try ["other.txt", "notes.txt"].map {
            try String(contentsOf: URL(filePath: repository.path($0)), encoding: .utf8)
        }
        head = try repository.git("symbolic-ref", "HEAD")
        stash = try repository.git("stash", "list")
    }
}

/// The same numbers each time: xorshift.
private struct SeededNumbers {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed &* 0x9e37_79b9_7f4a_7c15 | 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}
