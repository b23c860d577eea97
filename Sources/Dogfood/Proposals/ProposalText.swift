/// The words of a proposal's commits and of its branch.
enum ProposalText {
    /// `refs/heads/rlm/p/p7-mend-the-words`.
    static func branch(_ id: String, claim: String) -> String {
        var words: [String] = []
        let plain = claim.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : " " }
        for word in String(plain).split(separator: " ") {
            guard words.reduce(0, { $0 + $1.count + 1 }) + word.count <= 40 else { break }
            words.append(String(word))
        }
        return "refs/heads/rlm/p/" + ([id] + words).joined(separator: "-")
    }

    /// Subject, reasons with their places, and trailers.
    static func commit(of change: ProvenChange, id: String, evidence: String, policy: String) -> String {
        let finding = change.finding
        var body = safe(WrappedText.lines(finding.rationale, width: 72).joined(separator: "\n"))
        if !finding.places.isEmpty {
            body += (body.isEmpty ? "" : "\n\n") + "Places:\n"
            body += finding.places.prefix(12).map { "- \(line($0.path)):\($0.line)" }.joined(separator: "\n")
        }
        let gates = change.gates.map { "\($0.gate.rawValue) \($0.outcome.rawValue)" }.joined(separator: ", ")
        let trailers = [
            "Assisted-by: rlm-dogfood:\(line(change.model))", "RLM-Proposal: \(id)", "RLM-Run: \(change.run)",
            "RLM-Base: \(change.candidate.base)", "RLM-Policy: \(policy.isEmpty ? "none" : policy)",
            "RLM-Evidence: \(evidence)", "RLM-Gates: \(gates)", "RLM-Cost: \(cost(change.cost))",
        ]
        let parts = [subject(finding.claim), body, trailers.joined(separator: "\n")]
        return parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
    }

    /// The merge by which a person lands it.
    static func merge(_ proposal: Proposal, decision: Decision) -> String {
        """
        Merge \(proposal.id): \(subject(proposal.finding.claim))

        RLM-Proposal: \(proposal.id)
        RLM-Evidence: \(proposal.evidence)
        Approved-by: \(line(decision.reviewer.name))

        """
    }

    static func revert(_ proposal: Proposal, landing: Landing) -> String {
        """
        Revert \(proposal.id): \(subject(proposal.finding.claim))

        This takes back the merge \(landing.commit).

        RLM-Proposal: \(proposal.id)

        """
    }

    /// One line without control characters.
    static func line(_ text: String) -> String {
        safe(text).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private static func subject(_ claim: String) -> String {
        let line = line(claim)
        return line.count <= 72 ? line : line.prefix(71) + "…"
    }

    /// Without control characters and marks of direction; lines that look like trailers are set in.
    private static func safe(_ text: String) -> String {
        let hidden: [ClosedRange<UInt32>] = [
            0...8, 0xb...0x1f, 0x7f...0x9f, 0x200e...0x200f, 0x202a...0x202e, 0x2066...0x2069, 0x61c...0x61c,
        ]
        var kept = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where !hidden.contains(where: { $0.contains(scalar.value) }) {
            kept.append(scalar)
        }
        let lines = String(kept).split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let key = line.prefix { $0.isLetter || $0.isNumber || $0 == "-" }
            return !key.isEmpty && line.dropFirst(key.count).hasPrefix(":") ? "  " + line : String(line)
        }
        return lines.joined(separator: "\n").trimmedEnds
    }

    /// `$0.4200`, or `unknown, 12345 tokens`.
    private static func cost(_ spending: Spending) -> String {
        spending.costUSD.map(dollars) ?? "unknown, \(spending.tokens) tokens"
    }

    private static func dollars(_ cost: Double) -> String {
        let cents = Int((cost * 10000).rounded())
        let fraction = String(cents % 10000)
        return "$\(cents / 10000)." + String(repeating: "0", count: 4 - fraction.count) + fraction
    }
}

extension String {
    fileprivate var trimmedEnds: String {
        var rest = self[...]
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        while let first = rest.first, first.isNewline { rest.removeFirst() }
        return String(rest)
    }
}
