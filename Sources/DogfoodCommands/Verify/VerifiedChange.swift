import Commands
import Dogfood
import GitStore

/// What `verify` is to test: a proposal, a commit beside its first parent, or one line more in one file.
struct VerifiedChange {
    let candidate: Candidate
    /// A proposal has to keep the policy, too; a person's own commit has not.
    private(set) var isProposal = false

    init(_ input: VerbInput, _ git: GitRepository, _ ledger: Ledger) throws {
        guard input.parsed.operands.count <= 1 else { throw UsageError("name one proposal or commit") }
        guard let name = input.parsed.operands.first else {
            guard input.parsed.has("--timing") else {
                throw UsageError("name a proposal or a commit: rlm-dogfood verify ID (rlm-dogfood inbox lists them)")
            }
            candidate = try Self.oneFile(git)
            return
        }
        if let proposal = try ledger.state.proposal(name)?.proposal,
            let base = GitObjectID(proposal.base), let commit = GitObjectID(proposal.commit)
        {
            candidate = try Candidate(from: base, to: commit, of: git)
            isProposal = true
            return
        }
        let commit = try git.commitID(of: name)
        guard let base = try git.commit(commit).parents.first else {
            throw CommandFailure(
                .input, "\(PlainText.oneLine(name)) is the first commit: there is nothing to compare with")
        }
        candidate = try Candidate(from: base, to: commit, of: git)
    }

    /// A declaration more at the end of the source file that was changed last.
    private static func oneFile(_ git: GitRepository) throws -> Candidate {
        guard let head = try git.reference("HEAD") else { throw CommandFailure(.input, "there is no commit yet") }
        let present = Set((try git.entries(of: git.commit(head).tree) ?? []).map(\.path))
        var next: GitObjectID? = head
        while let id = next {
            let commit = try git.commit(id)
            for change in try git.diff(of: commit).changes where present.contains(change.path) {
                let path = String(decoding: change.path, as: UTF8.self)
                guard path.hasPrefix("Sources/"), path.hasSuffix(".swift"), change.kind == .modified else { continue }
                return try withOneMoreFunction(path, head, git)
            }
            next = commit.parents.first
        }
        throw CommandFailure(.input, "no Swift file below Sources was ever changed; name a commit to time")
    }

    private static func withOneMoreFunction(
        _ path: String, _ head: GitObjectID, _ git: GitRepository
    ) throws -> Candidate {
        guard let entry = try git.entries(of: git.commit(head).tree, below: Array(path.utf8))?.first else {
            throw CommandFailure(.input, "\(path) is not in the last commit")
        }
        let text = try git.withContent(of: entry.id) { bytes throws(GitError) in String(decoding: bytes, as: UTF8.self)
        }
        let more = text + "\nprivate func lineOfVerify() -> Int { 1 }\n"
        return try Candidate.make([Edit(path: path, kind: .whole(more))], base: head, repository: git)
    }
}
