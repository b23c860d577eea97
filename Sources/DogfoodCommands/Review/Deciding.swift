import Commands
import Dogfood

/// Asks a person for the answer that a decision needs, and writes the decision down.
struct Deciding {
    let desk: any ReviewDesk
    let person: PersonAtTerminal
    let style: TerminalCapabilities

    /// Approves after the person typed a word, or the whole name where the risk is high.
    /// - Returns: false when the person did not.
    func approve(_ shown: ReviewSheet) async throws -> Bool {
        let proposal = shown.report.proposal
        let word = proposal.risk.level == .high ? proposal.id : "yes"
        let answer = try person.ask(
            "Approve \(proposal.id), tree \(proposal.tree.prefix(10)), \(proposal.risk.level.rawValue) risk? "
                + "Type \(word) to approve: ")
        guard answer == word else {
            try StandardOutput.write("not approved\n")
            return false
        }
        try await desk.decide(shown, Ruling(verdict: .approved, reviewer: person.reviewer, word: word))
        try StandardOutput.write(
            "\(proposal.id) is approved; put it on your branch with: rlm-dogfood land \(proposal.id)\n")
        return true
    }

    /// Rejects, or asks for another try, for a reason.
    /// - Parameter reason: nil to ask for it.
    /// - Returns: false when none was given.
    func turnDown(_ shown: ReviewSheet, _ verdict: Decision.Verdict, reason: String?) async throws -> Bool {
        let id = shown.report.proposal.id
        let question = verdict == .rejected ? "Why not? " : "What is to be done better? "
        let given = try reason ?? person.ask(question) ?? ""
        guard !given.isEmpty else {
            try StandardOutput.write("a reason is needed; nothing is decided\n")
            return false
        }
        try await desk.decide(shown, Ruling(verdict: verdict, reviewer: person.reviewer, reason: given))
        try StandardOutput.write(
            verdict == .rejected
                ? "\(id) is rejected and stays away\n"
                : "\(id) is put away; the next cycle may try it again with your reason\n")
        return true
    }
}
