import Dogfood
import FoundationEssentials
import Glibc
import TestSupport
import Testing

@Suite struct ProposalTests {
    @Test func aProposalIsOneCommitOnItsBaseWithItsEvidence() async throws {
        let fixture = try ProposalFixture()
        let before = try fixture.repository.git("status", "--porcelain=v2", "--branch")
        let proposal = try await fixture.publish()
        #expect(proposal.ref == "refs/heads/rlm/p/p1-mend-a-word")
        #expect(try fixture.repository.git("rev-parse", proposal.ref) == proposal.commit)
        #expect(try fixture.repository.git("rev-parse", "\(proposal.ref)^") == fixture.base)
        #expect(try fixture.repository.git("show", "\(proposal.ref):words.txt") == "the word")
        let trailers = try fixture.repository.git("log", "-1", "--format=%(trailers)", proposal.ref)
        #expect(trailers.contains("RLM-Evidence: \(proposal.evidence)"))
        #expect(trailers.contains("RLM-Gates: build passed"))
        #expect(!trailers.contains("forged"))
        #expect(try fixture.repository.git("log", "-1", "--format=%an", proposal.ref) == "rlm-dogfood")
        let bytes = try fixture.proposals.ledger.artifacts.bytes(of: proposal.evidence)
        #expect(String(decoding: bytes, as: UTF8.self).contains(proposal.tree))
        #expect(try fixture.repository.git("status", "--porcelain=v2", "--branch") == before)
        #expect(try fixture.proposals.inbox().map(\.proposal) == [proposal])
    }

    @Test func saysThatAPriceIsNotKnown() async throws {
        let fixture = try ProposalFixture()
        let spent = Spending(costUSD: nil, tokens: 1200) + Spending(costUSD: 0.25, tokens: 300)
        let proposal = try await fixture.publish(fixture.change(cost: spent))
        let message = try fixture.repository.git("log", "-1", "--format=%B", proposal.ref)
        #expect(message.contains("\nRLM-Cost: unknown, 1500 tokens"))
        let shown = try await fixture.binary.run("show", "p1")
        #expect(shown.stdout.contains(", price unknown beyond $0.25, 1500 tokens, 0 failed drafts before"))
        let priced = try await fixture.publish(fixture.change("Mend more", to: "a word\n", cost: spent - spent))
        #expect(try fixture.repository.git("log", "-1", "--format=%B", priced.ref).contains("RLM-Cost: $0.0000"))
    }

    @Test func readsTheCostOfOlderJournals() throws {
        let spending = try JSONDecoder().decode([Spending].self, from: Data("[0.25]".utf8))
        #expect(spending == [Spending(costUSD: 0.25)])
    }

    @Test func wrapsWhatIsLongAndForgesNoTrailer() async throws {
        let fixture = try ProposalFixture()
        var change = try fixture.change()
        let words = String(repeating: "word ", count: 14)
        change.finding.rationale = words + "RLM-Gates: forged\n  " + words + words
        let proposal = try await fixture.publish(change)
        let lines = try fixture.repository.git("log", "-1", "--format=%B", proposal.ref).split(separator: "\n")
        #expect(lines.contains("  RLM-Gates: forged"))
        #expect(lines.filter { $0.hasPrefix("  word ") }.map(\.count) == [71, 71])
        let shown = try await fixture.binary.run("show", "p1").stdout.split(separator: "\n")
        #expect(shown.filter { $0.contains("word word") }.allSatisfy { $0.count <= 80 })
        #expect(shown.filter { $0.contains("word word") }.count == 3)
    }

    @Test func theSamePatchIsNotProposedAgain() async throws {
        let fixture = try ProposalFixture()
        let proposal = try await fixture.publish()
        let waiting = try await fixture.proposals.objection(to: proposal.finding)
        #expect(waiting == "p1 waits already")
        try fixture.decide(proposal, .rejected)
        let finding = try await fixture.proposals.objection(to: proposal.finding)
        #expect(finding == "turned down as p1: because")
        var other = try fixture.change("Mend a word otherwise")
        other.finding.places = []
        let patch = try await fixture.proposals.objection(to: other.candidate)
        #expect(patch == "the same patch was turned down as p1")
        await #expect(throws: ProposalError.self) { try await fixture.publish(other) }
        #expect(try fixture.proposals.ledger.state.proposals.count == 1)
    }

    @Test func knowsARejectedIdeaInOtherWords() async throws {
        let fixture = try ProposalFixture()
        var change = try fixture.change()
        change.finding.symbols = ["words"]
        let proposal = try await fixture.publish(change)
        try fixture.decide(proposal, .rejected)
        var again = proposal.finding
        again.claim = "Spell a word as others do"
        let sameThing = try await fixture.proposals.objection(to: again)
        #expect(sameThing == "turned down as p1: because")
        again.symbols = ["others"]
        let otherThing = try await fixture.proposals.objection(to: again)
        #expect(otherThing == nil)
    }

    @Test func theFirstAnswerCounts() async throws {
        let fixture = try ProposalFixture()
        let proposal = try await fixture.publish()
        try fixture.decide(proposal, .rejected)
        #expect(throws: ProposalError.alreadyResolved("p1", .rejected)) { try fixture.approve(proposal) }
        #expect(try fixture.state("p1") == .rejected)
        #expect(
            try fixture.repository.git("for-each-ref", "--format=%(refname)", "refs/heads/rlm", "refs/rlm")
                == "refs/rlm/closed/p1")
    }

    @Test func aBranchThatAPersonChangedIsLeftAlone() async throws {
        let fixture = try ProposalFixture()
        let proposal = try await fixture.publish()
        try fixture.repository.git("switch", "-q", "rlm/p/p1-mend-a-word")
        try fixture.repository.write("my own words\n", to: "words.txt")
        let own = try fixture.repository.commit("better")
        #expect(try fixture.proposals.inbox().isEmpty)
        #expect(try fixture.state("p1") == .humanOwned)
        #expect(throws: ProposalError.self) { try fixture.approve(proposal) }
        _ = try fixture.proposals.settle()
        #expect(try fixture.repository.git("rev-parse", proposal.ref) == own)
    }

    @Test func anApprovalHoldsForWhatWasShownOnly() async throws {
        let fixture = try ProposalFixture()
        var proposal = try await fixture.publish()
        proposal.tree = fixture.base
        #expect(throws: ProposalError.self) { try fixture.approve(proposal) }
        #expect(try fixture.state("p1") == .proposed)
    }

    @Test func evidenceThatIsGoneCannotBeApproved() async throws {
        let fixture = try ProposalFixture()
        let proposal = try await fixture.publish()
        unlink(fixture.proposals.ledger.artifacts.path(of: proposal.evidence))
        #expect(throws: ProposalError.self) { try fixture.approve(proposal) }
        #expect(try fixture.state("p1") == .proposed)
    }

    @Test func aPublicationThatWasCutShortIsBroughtToItsEnd() async throws {
        let fixture = try ProposalFixture()
        let proposal = try await fixture.publish()
        // As a kill between the announcement and the branch leaves it.
        let journal = fixture.proposals.ledger.folder.journal
        let lines = try String(contentsOf: URL(filePath: journal), encoding: .utf8).split(separator: "\n")
        try Data("\(lines[0])\n{\"hash".utf8).write(to: URL(filePath: journal))
        try fixture.repository.git("update-ref", "-d", proposal.ref)
        let reopened = Proposals(
            of: Array(fixture.repository.path.utf8), ledger: try Ledger(fixture.proposals.ledger.folder))
        #expect(try reopened.inbox().isEmpty)
        #expect(try reopened.settle() == ["p1 is published"])
        #expect(try reopened.inbox().map(\.proposal) == [proposal])
        #expect(try fixture.repository.git("rev-parse", proposal.ref) == proposal.commit)
        #expect(try reopened.settle().isEmpty)
    }

    @Test func whatIsOfNoMoreUseIsRemovedAndTheRestKept() async throws {
        let fixture = try ProposalFixture()
        let first = try await fixture.publish()
        try fixture.decide(first, .rejected)
        let second = try await fixture.publish(fixture.change("Mend it better", to: "a word\n"))
        let folder = fixture.proposals.ledger.folder
        let needed = try fixture.repository.git("rev-parse", "\(fixture.base)^{tree}")
        for path in [
            "\(folder.bases)/\(needed)", "\(folder.bases)/\(String(repeating: "a", count: 40))", "\(folder.slots)/cold",
        ] {
            try FileManager.default.createDirectory(atPath: path + "/out", withIntermediateDirectories: true)
        }
        let stray = try fixture.proposals.ledger.artifacts.keep(Array("stray".utf8))
        #expect(try fixture.proposals.collect(olderThan: 1).branches.isEmpty)
        #expect(try fixture.proposals.collect(olderThan: 0).branches == ["refs/rlm/closed/p1"])
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.bases) == [needed])
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.slots).isEmpty)
        #expect(!fixture.proposals.ledger.artifacts.holds(stray))
        #expect(fixture.proposals.ledger.artifacts.holds(second.evidence))
        #expect(try fixture.repository.git("rev-parse", second.ref) == second.commit)
    }
}
