import Dogfood
import TestSupport
import Testing

@Suite struct LandingTests {
    @Test func landingLeavesACleanFolderAndRevertTakesItBack() async throws {
        let fixture = try ProposalFixture()
        try fixture.repository.write("mine, not committed\n", to: "other.txt")
        try fixture.repository.write("mine, not tracked\n", to: "notes.txt")
        let status = try fixture.repository.git("status", "--porcelain")
        let proposal = try await fixture.publish()
        try fixture.approve(proposal)
        let landed = try fixture.proposals.land("p1", onto: nil)
        #expect(landed.updatedFiles)
        #expect(try fixture.text("words.txt") == "the word\n")
        #expect(try fixture.repository.git("status", "--porcelain") == status)
        #expect(try fixture.repository.git("rev-parse", "main^2") == proposal.commit)
        #expect(try fixture.repository.git("log", "-1", "--format=%an %s", "main") == "Ada Merge p1: Mend a word")
        #expect(
            try fixture.repository.git("log", "-1", "--format=%(trailers:key=Approved-by,valueonly)", "main") == "Ada\n"
        )
        #expect(try fixture.state("p1") == .landed)

        let reverted = try fixture.proposals.revert("p1")
        #expect(reverted.updatedFiles)
        #expect(try fixture.text("words.txt") == "the teh word\n")
        #expect(try fixture.repository.git("status", "--porcelain") == status)
        #expect(
            try fixture.repository.git("rev-parse", "main^{tree}")
                == fixture.repository.git("rev-parse", "\(fixture.base)^{tree}"))
        #expect(try fixture.state("p1") == .reverted)
    }

    @Test func nothingLandsThatWasNotApproved() async throws {
        let fixture = try ProposalFixture()
        let proposal = try await fixture.publish()
        #expect(throws: ProposalError.self) { try fixture.proposals.land("p1", onto: nil) }
        try fixture.decide(proposal, .revise)
        #expect(throws: ProposalError.self) { try fixture.proposals.land("p1", onto: nil) }
        #expect(try fixture.repository.git("rev-parse", "main") == fixture.base)
    }

    enum Obstacle: CaseIterable { case changed, staged, stagedAndRestored, deleted, untracked, ignored, merging }

    @Test(arguments: Obstacle.allCases)
    func whatIsNotCommittedIsNeverTouched(obstacle: Obstacle) async throws {
        let fixture = try ProposalFixture()
        let repository = fixture.repository
        let isNew = [.untracked, .ignored].contains(obstacle)
        let proposal = try await fixture.publish(
            isNew ? fixture.change(path: "new.txt", to: "new\n") : fixture.change())
        try fixture.approve(proposal)
        switch obstacle {
        case .changed: try repository.write("the teh word, and mine\n", to: "words.txt")
        case .staged, .stagedAndRestored:
            try repository.write("staged\n", to: "words.txt")
            try repository.git("add", "words.txt")
            if obstacle == .stagedAndRestored { try repository.write("the teh word\n", to: "words.txt") }
        case .deleted: try repository.git("rm", "-q", "words.txt")
        case .untracked: try repository.write("mine\n", to: "new.txt")
        case .ignored:
            try repository.write("new.txt\n", to: ".git/info/exclude")
            try repository.write("mine\n", to: "new.txt")
        case .merging: try repository.write(fixture.base + "\n", to: ".git/MERGE_HEAD")
        }
        let before = try snapshot(repository)
        #expect(throws: ProposalError.self) { try fixture.proposals.land("p1", onto: nil) }
        #expect(try snapshot(repository) == before)
        #expect(try fixture.state("p1") == .approved)
    }

    private func snapshot(_ repository: TemporaryRepository) throws -> [String] {
        [
            try repository.git("rev-parse", "main"), try repository.git("ls-files", "--stage"),
            try repository.git("status", "--porcelain", "--ignored"), try repository.git("diff"),
        ]
    }

    @Test func aBranchThatIsNotCheckedOutMovesWithoutTouchingFiles() async throws {
        let fixture = try ProposalFixture()
        let proposal = try await fixture.publish()
        try fixture.approve(proposal)
        try fixture.repository.git("switch", "-q", "-c", "work")
        try fixture.repository.write("mine\n", to: "words.txt")
        let landed = try fixture.proposals.land("p1", onto: "refs/heads/main")
        #expect(!landed.updatedFiles)
        #expect(try fixture.text("words.txt") == "mine\n")
        #expect(try fixture.repository.git("show", "main:words.txt") == "the word")
        #expect(try fixture.repository.git("rev-parse", "work") == fixture.base)
    }

    @Test func aBranchOfAnotherWorktreeIsLeftAlone() async throws {
        let fixture = try ProposalFixture()
        let proposal = try await fixture.publish()
        try fixture.approve(proposal)
        try fixture.repository.git("branch", "side")
        try fixture.repository.git("worktree", "add", "-q", fixture.repository.folder.path("side"), "side")
        #expect(throws: ProposalError.self) { try fixture.proposals.land("p1", onto: "refs/heads/side") }
        #expect(try fixture.repository.git("rev-parse", "side") == fixture.base)
    }

    @Test func landsBesideNewCommitsButNotOverThem() async throws {
        let fixture = try ProposalFixture()
        let first = try await fixture.publish()
        let second = try await fixture.publish(fixture.change("Mend the other", path: "other.txt", to: "touched\n"))
        try fixture.approve(first)
        try fixture.approve(second)
        try fixture.repository.write("somebody else's\n", to: "words.txt")
        try fixture.repository.commit("later", day: 2)
        #expect(throws: ProposalError.stale("p1", paths: ["words.txt"])) {
            try fixture.proposals.land("p1", onto: nil)
        }
        let landed = try fixture.proposals.land("p2", onto: nil)
        #expect(landed.unseen == 1)
        #expect(try fixture.text("words.txt") == "somebody else's\n")
        #expect(try fixture.text("other.txt") == "touched\n")
        #expect(try fixture.repository.git("status", "--porcelain").isEmpty)
    }

    @Test func whatWasChangedSinceIsNotRevertedOverIt() async throws {
        let fixture = try ProposalFixture()
        try fixture.approve(try await fixture.publish())
        _ = try fixture.proposals.land("p1", onto: nil)
        try fixture.repository.write("later\n", to: "words.txt")
        try fixture.repository.commit("later", day: 2)
        let error = #expect(throws: ProposalError.self) { try fixture.proposals.revert("p1") }
        #expect(error?.description.contains("git revert -m 1") == true)
        #expect(try fixture.text("words.txt") == "later\n")
    }

    /// As kills leave a landing: announced, files written, branch moved; with git's locks, and a file half written.
    @Test(arguments: 0...4)
    func aLandingThatWasCutShortIsBroughtToItsEnd(point: Int) async throws {
        let fixture = try ProposalFixture()
        let proposal = try await fixture.publish()
        try fixture.approve(proposal)
        let tip = try fixture.repository.git(
            "commit-tree", "-p", "main", "-p", proposal.commit, "-m", "Merge p1", proposal.tree)
        let landing = Landing(
            id: "p1", kind: .land, branch: "refs/heads/main", from: fixture.base, commit: tip)
        try fixture.proposals.ledger.append(.landing(landing: landing))
        if point == 3 {
            try fixture.repository.write("", to: ".git/index.lock")
            try fixture.repository.write("", to: ".git/refs/heads/main.lock")
        }
        if point == 4 { try fixture.repository.write("the w", to: "words.txt") }
        if [1, 2].contains(point) { try fixture.repository.git("checkout", "-q", tip, "--", "words.txt") }
        if point == 2 { try fixture.repository.git("update-ref", "refs/heads/main", tip) }
        #expect(throws: ProposalError.self) { try fixture.proposals.land("p1", onto: nil) }
        #expect(try fixture.proposals.settle().contains("land of p1 on main is done"))
        #expect(try fixture.state("p1") == .landed)
        #expect(try fixture.repository.git("rev-parse", "main") == tip)
        #expect(try fixture.repository.git("status", "--porcelain").isEmpty)
        #expect(try fixture.text("words.txt") == "the word\n")
    }

    @Test func aLandingIsGivenUpWhereThePersonHasChangedTheFileSince() async throws {
        let fixture = try ProposalFixture()
        let proposal = try await fixture.publish()
        try fixture.approve(proposal)
        try fixture.repository.write("mine\n", to: "words.txt")
        try fixture.proposals.ledger.append(
            .landing(
                landing: Landing(
                    id: "p1", kind: .land, branch: "refs/heads/main", from: fixture.base, commit: proposal.commit)))
        let done = try fixture.proposals.settle()
        #expect(done.contains { $0.hasPrefix("land of p1 on main is given up") })
        #expect(try fixture.text("words.txt") == "mine\n")
        #expect(try fixture.repository.git("rev-parse", "main") == fixture.base)
        #expect(try fixture.state("p1") == .approved)
    }
}
