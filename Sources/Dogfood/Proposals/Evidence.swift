import FoundationEssentials

/// The bundle that a proposal's commit names by its hash: all that is known of the proposal but that commit itself.
enum Evidence {
    static func bytes(of proposal: Proposal) throws -> [UInt8] {
        var bare = proposal
        (bare.commit, bare.evidence) = ("", "")
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(bare)) + "\n".utf8
    }

    /// - Throws: when what is kept under the proposal's hash is not this proposal.
    static func check(_ proposal: Proposal, in artifacts: ArtifactStore) throws {
        let bytes: [UInt8]
        do throws(LedgerError) {
            bytes = try artifacts.bytes(of: proposal.evidence)
        } catch {
            throw ProposalError.evidence(proposal.id, why: error.description)
        }
        var bare = proposal
        (bare.commit, bare.evidence) = ("", "")
        guard (try? JSONDecoder().decode(Proposal.self, from: Data(bytes))) == bare else {
            throw ProposalError.evidence(proposal.id, why: "the bundle tells of another change")
        }
    }
}
