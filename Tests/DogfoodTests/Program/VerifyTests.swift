import Dogfood
import FoundationEssentials
import Testing

@Suite struct VerifyTests {
    @Test func aProposalHasToKeepTheRulesOfToday() async throws {
        let fixture = try ProposalFixture()
        try await fixture.publish()
        let policy = fixture.proposals.ledger.folder.policy
        try Data("[paths]\nfrozen = ['words.txt']\n".utf8).write(to: URL(filePath: policy))
        let refused = try await fixture.binary.run("verify", "p1")
        #expect(refused.code == 1)
        #expect(refused.stdout.contains("words.txt: it is frozen: no proposal may change it"))
        #expect(!refused.stdout.contains("build"))
        try Data("[limits]\nfils = 1\n".utf8).write(to: URL(filePath: policy))
        let unreadable = try await fixture.binary.run("verify", "p1")
        #expect(unreadable.code == 2)
        #expect(unreadable.stderr.contains("policy.toml:2: unknown setting limits.fils; did you mean files?"))
        let doctor = try await fixture.binary.run("doctor")
        #expect(doctor.stdout.contains("nothing can be judged"))
        try Data("[limits]\nfiles = 3\n".utf8).write(to: URL(filePath: policy))
        let mended = try await fixture.binary.run("doctor")
        #expect(mended.stdout.contains("3 files and 300 lines at most; built-in, \(policy)"))
    }
}
