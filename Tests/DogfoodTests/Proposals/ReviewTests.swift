import Dogfood
import Posix
import TestSupport
import Testing

@Suite struct ReviewTests {
    @Test(arguments: [["approve", "p1"], ["reject", "p1", "--reason", "no"], ["revise", "p1"], ["review"]])
    func nothingIsDecidedWithoutATerminal(arguments: [String]) async throws {
        let fixture = try ProposalFixture()
        try await fixture.publish()
        for input in ["", "\n", "yes\n", "p1\n", "a\nyes\n"] {
            let output = try await ChildProcess.run(
                fixture.binary.command(arguments), input: Array(input.utf8), timeout: 30)
            #expect(output.status == .exited(1))
            #expect(output.errorText.contains("terminal"))
        }
        #expect(try fixture.state("p1") == .proposed)
    }

    @Test(arguments: ["\r", "\u{4}", "y\r", "YES\r", "p1\r"])
    func nothingButTheWordApproves(typed: String) async throws {
        let fixture = try ProposalFixture()
        try await fixture.publish()
        let terminal = try TerminalProgram(fixture.binary.command(["approve", "p1"]))
        try await terminal.expect("Type yes to approve:")
        terminal.type(typed)
        #expect(await terminal.wait() == .exited(1))
        #expect(try fixture.state("p1") == .proposed)
    }

    @Test func theWordApproves() async throws {
        let fixture = try ProposalFixture()
        let proposal = try await fixture.publish()
        let terminal = try TerminalProgram(fixture.binary.command(["approve", "p1"]))
        try await terminal.expect("Mend a word")
        try await terminal.answer("Type yes to approve:", "yes")
        #expect(await terminal.wait() == .exited(0))
        let decision = try #require(try fixture.proposals.entry("p1").decisions.first)
        #expect(decision.covers(proposal))
        #expect(decision.reviewer.name == "Ada <ada@example.org>")
        #expect(decision.reviewer.via == "terminal")
        let again = try TerminalProgram(fixture.binary.command(["approve", "p1"]))
        try await again.expect("p1 is already resolved: it is approved")
        #expect(await again.wait() == .exited(1))
    }

    @Test func highRiskAsksForTheName() async throws {
        let fixture = try ProposalFixture()
        try await fixture.publish(fixture.change(risk: .high))
        let terminal = try TerminalProgram(fixture.binary.command(["approve", "p1"]))
        try await terminal.expect("edits a test")
        try await terminal.answer("Type p1 to approve:", "yes")
        #expect(await terminal.wait() == .exited(1))
        let second = try TerminalProgram(fixture.binary.command(["approve", "p1"]))
        try await second.expect("Type p1 to approve:")
        second.type("p1\r")
        #expect(await second.wait() == .exited(0))
        #expect(try fixture.state("p1") == .approved)
    }

    @Test func whatIsTypedBeforeTheQuestionIsNoAnswer() async throws {
        let fixture = try ProposalFixture()
        try await fixture.publish()
        let terminal = try TerminalProgram(fixture.binary.command(["approve", "p1"]))
        terminal.type("yes\ryes\r")
        try await terminal.answer("Type yes to approve:", "")
        #expect(await terminal.wait() == .exited(1))
        #expect(try fixture.state("p1") == .proposed)
    }

    @Test func reviewWalksThroughTheInbox() async throws {
        let fixture = try ProposalFixture()
        try await fixture.publish()
        try await fixture.publish(fixture.change("Mend the other", path: "other.txt", to: "touched\n"))
        try await fixture.publish(fixture.change("Mend a third", path: "third.txt", to: "third\n"))
        let terminal = try TerminalProgram(fixture.binary.command(["review"]))
        try await terminal.expect("1 of 3")
        try await terminal.answer("[q]uit ? ", "d")
        try await terminal.expect("-the teh word")
        try await terminal.answer("[q]uit ? ", "r")
        try await terminal.answer("Why not? ", "")
        try await terminal.expect("nothing is decided")
        try await terminal.answer("[q]uit ? ", "r")
        try await terminal.answer("Why not? ", "I like it  so")
        try await terminal.expect("2 of 3")
        try await terminal.answer("[q]uit ? ", "a")
        try await terminal.answer("Type yes to approve:", "yes")
        try await terminal.expect("3 of 3")
        try await terminal.expect("[q]uit ? ")
        terminal.type("\u{4}")
        #expect(await terminal.wait() == .exited(0))
        #expect(try fixture.proposals.entry("p1").decisions.map(\.reason) == ["I like it so"])
        #expect(try ["p1", "p2", "p3"].map { try fixture.state($0) } == [.rejected, .approved, .proposed])
    }

    /// The same screens and questions, with a daemon that is started for it.
    @Test func theDaemonIsAskedWhereThatIsWanted() async throws {
        let fixture = try ProposalFixture()
        try await fixture.publish()
        try await fixture.publish(fixture.change("Mend the other", path: "other.txt", to: "touched\n", risk: .high))
        func command(_ arguments: [String], program: String = "rlm-dogfood") -> ChildCommand {
            var command = fixture.binary.command(arguments)
            command.program = command.program.replacing("rlm-dogfood", with: program)
            command.environment?["XDG_RUNTIME_DIR"] = fixture.repository.folder.path
            return command
        }
        let refused = try await ChildProcess.run(
            command(["approve", "p1", "--daemon"]), input: Array("yes\n".utf8), timeout: 60)
        #expect(refused.status == .exited(1) && refused.errorText.contains("terminal"))
        let shown = try await ChildProcess.run(command(["show", "p2", "--daemon"]), timeout: 60)
        #expect(shown.text == (try await fixture.binary.run("show", "p2").stdout))
        let terminal = try TerminalProgram(command(["review", "--daemon"]))
        try await terminal.expect("1 of 2")
        try await terminal.answer("[q]uit ? ", "d")
        try await terminal.expect("-the teh word")
        try await terminal.answer("[q]uit ? ", "r")
        try await terminal.answer("Why not? ", "I like it so")
        try await terminal.expect("2 of 2")
        try await terminal.answer("[q]uit ? ", "a")
        try await terminal.answer("Type p2 to approve:", "yes")
        try await terminal.expect("not approved")
        try await terminal.answer("[q]uit ? ", "a")
        try await terminal.answer("Type p2 to approve:", "p2")
        #expect(await terminal.wait() == .exited(0))
        #expect(try ["p1", "p2"].map { try fixture.state($0) } == [.rejected, .approved])
        let decision = try #require(try fixture.proposals.entry("p1").decisions.first)
        #expect(decision.reason == "I like it so" && decision.reviewer.name == "Ada <ada@example.org>")
        #expect(decision.reviewer.via == "rlm-dogfood")
        let stopped = try await ChildProcess.run(command(["serve", "--stop"], program: "rlm"), timeout: 60)
        #expect(stopped.text.contains("has ended"))
    }

    @Test func showTellsWhatAPersonNeedsAndNothingSteersTheTerminal() async throws {
        let fixture = try ProposalFixture()
        try await fixture.publish(
            fixture.change("Mend \u{1b}]0;owned\u{7}a word", to: "the \u{202e}word\u{1b}[2J\n"))
        let shown = try await fixture.binary.run("show", "p1")
        #expect(shown.stdout.contains("p1  Mend a word"))
        #expect(shown.stdout.contains("words.txt:1"))
        #expect(shown.stdout.contains("passed   build"))
        let diff = try await fixture.binary.run("diff", "p1")
        #expect(diff.stdout.contains("+the <U+202E>word<U+1B>[2J"))
        let log = try await fixture.binary.run("tests", "p1", "--log", "build")
        #expect(log.stdout == "all went well\n")
        for text in [shown.stdout, diff.stdout, log.stdout] { #expect(!text.contains("\u{1b}")) }
    }

    @Test func theVerbsLandAndRevert() async throws {
        let fixture = try ProposalFixture()
        try fixture.approve(try await fixture.publish())
        let landed = try await fixture.binary.run("land", "p1")
        #expect(landed.code == 0)
        #expect(landed.stdout.contains("p1 is landed on main as"))
        let reverted = try await fixture.binary.run("revert", "p1")
        #expect(reverted.code == 0)
        let again = try await fixture.binary.run("revert", "p1")
        #expect(again.code == 1)
        #expect(again.stderr.contains("p1 is reverted"))
        let doctor = try await fixture.binary.run("doctor", "--json")
        #expect(doctor.stdout.contains("unbroken"))
    }
}
