import Dogfood
import FoundationEssentials
import GitStore
import TestSupport
import Testing

/// A repository with proposals in it, made as a cycle makes them, and the program to decide on them.
struct ProposalFixture {
    let binary: DogfoodBinary
    let proposals: Proposals
    let base: String

    var repository: TemporaryRepository { binary.repository }

    init() throws {
        binary = try DogfoodBinary()
        let repository = binary.repository
        try repository.write("the teh word\n", to: "words.txt")
        try repository.write("untouched\n", to: "other.txt")
        base = try repository.commit("begin")
        try repository.git("config", "user.name", "Ada")
        try repository.git("config", "user.email", "ada@example.org")
        let git = try GitRepository.open(at: Array(repository.path.utf8))
        let folder = try DogfoodFolder(of: git, in: repository.folder.path + "/.local/state/rlm")
        proposals = Proposals(
            of: Array(repository.path.utf8), ledger: try Ledger(folder), base: try git.commitID(of: "HEAD"))
    }

    func change(
        _ claim: String = "Mend a word", path: String = "words.txt", to text: String = "the word\n",
        risk: Risk.Level = .low, cost: Spending = .none
    ) throws -> ProvenChange {
        let git = try GitRepository.open(at: Array(repository.path.utf8))
        let base = try git.commitID(of: base)
        let tree = try git.commit(base).tree
        let old = try git.file(of: tree, at: Array(path.utf8)).map { try git.content(of: $0.id) }
        let edit = GitTreeEdit(path: Array(path.utf8), content: .file(try git.writeBlob(Array(text.utf8))))
        let candidate = Candidate(
            base: base, baseTree: tree, tree: try git.writeTree(from: tree, edits: [edit]),
            changes: [FileChange(path: path, before: old, after: Array(text.utf8))])
        let finding = Finding(
            category: "misspelling", claim: claim, rationale: "It is no word.\nRLM-Gates: forged",
            places: [Finding.Place(path: path, line: 1, quote: "the teh word")], value: 0.5)
        let log = try proposals.ledger.artifacts.keep(Array("all went well\u{1b}[31m\n".utf8))
        return ProvenChange(
            run: "r1", finding: finding, candidate: candidate,
            gates: [GateRecord(gate: .build, outcome: .passed, summary: "built", seconds: 1.5, log: log)],
            risk: Risk(level: risk, reasons: risk == .low ? [] : ["edits a test"]),
            paths: [Proposal.PathNote(path: path, pathClass: "normal", added: 1, removed: 1)], tripwires: [],
            model: "builtin", cost: cost, failedAttempts: 0)
    }

    @discardableResult
    func publish(_ change: ProvenChange? = nil) async throws -> Proposal {
        try await proposals.publish(change ?? self.change())
    }

    /// Approves as the person would, without a terminal.
    func approve(_ proposal: Proposal) throws { try decide(proposal, .approved) }

    func decide(_ proposal: Proposal, _ verdict: Decision.Verdict) throws {
        try proposals.decide(
            proposal, verdict, by: Decision.Reviewer(name: "Ada", user: 0, via: "terminal"), reason: "because")
    }

    func state(_ id: String) throws -> Proposal.State { try proposals.entry(id).state }

    func text(_ path: String) throws -> String {
        try String(contentsOf: URL(filePath: repository.path(path)), encoding: .utf8)
    }
}
