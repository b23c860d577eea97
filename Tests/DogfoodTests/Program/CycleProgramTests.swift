import FoundationEssentials
import TestSupport
import Testing

@Suite struct CycleProgramTests {
    private struct Summary: Decodable {
        struct Made: Decodable {
            var id: String
            var branch: String
        }
        struct Miss: Decodable { var reason: String }

        var proposals: [Made]
        var suppressed: [Miss]
        var failed: [Miss]
    }

    private func summary(_ text: String) throws -> Summary {
        try JSONDecoder().decode(Summary.self, from: Data(text.utf8))
    }

    @Test(.whereSandboxesStart) func proposesABranchAndLeavesTheWorkTreeAlone() async throws {
        let binary = try DogfoodBinary()
        try binary.repository.write("# Parts\n\nThere are two seperate parts.\n", to: "README.md")
        let head = try binary.repository.commit("Begin")
        try binary.repository.write("not committed\n", to: "notes.txt")
        let first = try await binary.run("cycle", "--test-command", "test -f README.md", "--json")
        #expect(first.code == 0, "\(first.stderr)")
        let made = try #require(try summary(first.stdout).proposals.first)
        #expect(made.id == "p1")
        let branch = made.branch.replacing("refs/heads/", with: "")
        #expect(try binary.repository.git("show", "\(branch):README.md").contains("two separate parts"))
        #expect(try binary.repository.git("rev-parse", "HEAD") == head)
        #expect(try binary.repository.git("status", "--porcelain") == "?? notes.txt")
        // What waits for a person is not proposed again.
        let second = try await binary.run("cycle", "--test-command", "test -f README.md", "--json")
        #expect(second.code == 1)
        #expect(try summary(second.stdout).suppressed.map(\.reason) == ["p1 waits already"])
    }

    @Test(.whereSandboxesStart) func proposesNothingThatFailsTheTests() async throws {
        let binary = try DogfoodBinary()
        try binary.repository.write("There are two seperate parts.\n", to: "README.md")
        try binary.repository.commit("Begin")
        let outcome = try await binary.run("cycle", "--test-command", "grep -q seperate README.md", "--json")
        #expect(outcome.code == 1)
        let summary = try summary(outcome.stdout)
        #expect(summary.proposals.isEmpty)
        #expect(summary.failed.count == 1)
        #expect(try binary.repository.git("branch", "--list", "rlm/*").isEmpty)
    }

    @Test func findingsShowTheEditsAndKeepNothing() async throws {
        let binary = try DogfoodBinary()
        try binary.repository.write("There are two seperate parts.\n", to: "README.md")
        try binary.repository.commit("Begin")
        let outcome = try await binary.run("findings", "--diff")
        #expect(outcome.code == 0)
        #expect(outcome.stdout.contains("+There are two separate parts."))
        #expect(try binary.repository.git("for-each-ref", "--format=%(refname)") == "refs/heads/main")
        #expect(try await binary.run("findings", "--focus", "dead-code").code == 1)
    }
}
