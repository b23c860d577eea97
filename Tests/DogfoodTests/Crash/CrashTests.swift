import Dogfood
import FoundationEssentials
import Glibc
import Posix
import TestSupport
import Testing

/// Kills the program at random moments and looks at what is left.
///
/// RLM_TEST_CRASHES=1 turns it on with 200 kills; a larger number is that of the kills, from 8 on
/// of builds as well.
@Suite(.serialized) struct CrashTests {
    static let kills: Int = {
        let wanted = ProcessInfo.processInfo.environment["RLM_TEST_CRASHES"].flatMap(Int.init) ?? 0
        return wanted == 1 ? 200 : wanted
    }()

    private static let killsBuilds = kills >= 8 && ProcessInfo.processInfo.environment["RLM_TEST_CRASHES"] != "1"

    private static let seed = UInt64(ProcessInfo.processInfo.environment["RLM_TEST_CRASH_SEED"] ?? "") ?? 1

    /// Starts a verb, kills its process alone, and says whether it was still running.
    ///
    /// Half of the kills come at any moment, the others soon after one of the first `records` that the verb adds.
    private func kill(
        _ fixture: ProposalFixture, _ command: ChildCommand, records: UInt64, within microseconds: UInt64,
        _ random: inout SeededNumbers
    ) async throws -> Bool {
        let journal = fixture.proposals.ledger.folder.journal
        let atOnce = random.next() % 2 == 0
        var left = atOnce ? 0 : random.next() % records + 1
        let delay = random.next() % (atOnce ? microseconds : 15_000)
        var size = Self.size(journal)
        let child = try ChildProcess(command)
        let end = ContinuousClock.now + .microseconds(Int64(microseconds) + 10_000_000)
        while left > 0, ContinuousClock.now < end, Glibc.kill(child.id, 0) == 0 {
            usleep(100)
            let now = Self.size(journal)
            if now != size { left -= 1 }
            size = now
        }
        usleep(UInt32(delay))
        child.send(signal: SIGKILL)
        return await child.wait() == .signaled(SIGKILL)
    }

    private static func size(_ path: String) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }

    @Test(.enabled(if: CrashTests.kills > 0), .timeLimit(.minutes(60)))
    func cyclesLeaveNothingBehind() async throws {
        try await killCycles(Self.kills, within: 1_500_000, resuming: 8) { fixture in
            fixture.binary.command(["cycle", "--test-command", "true", "--max-proposals", "2"])
        }
    }

    /// With a compiler and tests in the sandbox, over an overlay; one kill in eight, for each takes half a minute.
    @Test(.enabled(if: CrashTests.killsBuilds), .timeLimit(.minutes(60)))
    func cyclesThatBuildLeaveNothingBehind() async throws {
        try await killCycles(Self.kills / 8, within: 40_000_000, resuming: 5) { fixture in
            for (path, text) in FixturePackage.files where try fixture.repository.git("ls-files", path).isEmpty {
                try fixture.repository.write(text, to: path)
            }
            var environment = fixture.binary.environment
            environment["PATH"] = ProcessInfo.processInfo.environment["PATH"]
            return ChildCommand(
                fixture.binary.path, ["cycle", "--max-proposals", "2"], environment: environment,
                directory: fixture.repository.path)
        }
    }

    /// - Parameters:
    ///   - resuming: kills in one repository before another takes its place.
    ///   - command: the cycle; may write files, which are committed before it runs.
    private func killCycles(
        _ kills: Int, within microseconds: UInt64, resuming: Int, _ command: (ProposalFixture) throws -> ChildCommand
    ) async throws {
        var random = SeededNumbers(Self.seed)
        var killed = 0
        var phases: [String: Int] = [:]
        while killed < kills {
            let fixture = try ProposalFixture()
            let cycle = try command(fixture)
            let own = try ownWork(in: fixture.repository)
            for _ in 0..<resuming {
                if try await kill(fixture, cycle, records: 24, within: microseconds, &random) { killed += 1 }
                phases[try phase(fixture), default: 0] += 1
                let resumed = try await fixture.binary.run("resume")
                #expect(resumed.code == 0, "\(resumed.stderr)")
                #expect(try OwnBytes(fixture.repository) == own)
                try await checkNothingIsLeft(fixture)
            }
            let doctor = try await fixture.binary.run("doctor", "--json")
            #expect(doctor.code == 0, "\(doctor.stdout)")
        }
        print(
            "killed \(killed) cycles:",
            phases.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
    }

    /// Commits what a cycle finds something in, and leaves a person's work of every kind beside it.
    private func ownWork(in repository: TemporaryRepository) throws -> OwnBytes {
        for number in 0..<6 {
            try repository.write("# \(number)\n\nThis is teh text, recieve it.\n", to: "notes\(number).md")
        }
        try repository.commit("notes", day: 2)
        try repository.write("stashed\n", to: "other.txt")
        try repository.git("stash")
        try repository.write("mine, not committed\n", to: "other.txt")
        try repository.write("mine, staged\n", to: "staged.txt")
        try repository.git("add", "staged.txt")
        try repository.write("mine, not tracked\n", to: "untracked.txt")
        return try OwnBytes(repository)
    }

    /// How far the last run was.
    private func phase(_ fixture: ProposalFixture) throws -> String {
        guard let run = try fixture.proposals.ledger.state.runs.last else { return "before the run" }
        if run.outcome != nil { return "after the run" }
        guard let attempt = run.attempts.last else { return "analysis" }
        return attempt.outcome.map { "after \($0)" } ?? "\(attempt.phase.rawValue), \(attempt.gates.count) gates"
    }

    private func checkNothingIsLeft(_ fixture: ProposalFixture) async throws {
        let place = fixture.repository.folder.path
        var left = Self.processes(naming: place)
        for _ in 0..<50 where !left.isEmpty {
            try await Task.sleep(for: .milliseconds(100))
            left = Self.processes(naming: place)
        }
        #expect(left.isEmpty)
        #expect(!RunningProcess.own.text("mountinfo").contains(place))
        try checkReferences(fixture)
    }

    /// What runs with this place in its arguments or its environment, as its folder, or among what it has mounted.
    private static func processes(naming place: String) -> [String] {
        RunningProcess.all.filter { $0 != .own }.compactMap { process in
            let texts = ["cmdline", "environ", "mountinfo"].map { process.text($0) } + [process.folder ?? ""]
            return texts.contains { $0.contains(place) } ? "\(process.id): \(texts[0])" : nil
        }
    }

    @Test(.enabled(if: CrashTests.kills > 0))
    func landingsAndReversalsAreDoneOrNotDone() async throws {
        let fixture = try ProposalFixture()
        var random = SeededNumbers(Self.seed)
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
                    if try await kill(
                        fixture, fixture.binary.command([verb, proposal.id]), records: 1, within: 80_000, &random)
                    {
                        killed += 1
                    }
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
        #expect(access(git.path(".git/index.lock"), F_OK) != 0)
        try checkReferences(fixture)
    }

    /// No branch that no record knows, no worktree, and a sound object database.
    private func checkReferences(_ fixture: ProposalFixture) throws {
        let git = fixture.repository
        #expect(try git.git("worktree", "list").split(separator: "\n").count == 1)
        #expect(try git.git("fsck", "--no-dangling", "--connectivity-only").isEmpty)
        let open = try fixture.proposals.ledger.state.proposals.filter { [.proposed, .approved].contains($0.state) }
        let branches = try git.git("for-each-ref", "--format=%(refname)", "refs/heads/rlm").split(separator: "\n")
        #expect(branches.map(String.init).sorted() == open.map(\.proposal.ref).sorted())
    }
}
