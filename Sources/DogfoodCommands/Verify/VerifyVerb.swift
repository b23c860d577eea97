import Commands
import Dogfood
import GitStore

extension Verb {
    /// `rlm-dogfood verify`.
    static let verify = Verb(
        CommandDeclaration(
            name: "verify", summary: "Runs the gates that build and test once more, on a proposal or on a commit.",
            arguments: "ID|COMMIT ",
            groups: [
                CommandDeclaration.OptionGroup(
                    "Options",
                    [
                        Option(
                            "--timing",
                            help:
                                "compare with a build from nothing; without an ID, of one changed file of the last commit"
                        ),
                        Option(
                            "--test-command", .text("LINE"),
                            help: "builds and tests by its exit status; by default swift build and swift test"),
                        .repository, .json,
                    ])
            ])
    ) { input in
        let repository = try OpenRepository(input)
        let change = try VerifiedChange(input, repository.git, repository.ledger)
        let candidate = change.candidate
        let lock = try RunLock(repository.folder, command: "verify")
        let examiner = repository.examiner(input.parsed)
        let began = ContinuousClock.now
        var gates: [GateRecord] = []
        if change.isProposal {
            let policy = try repository.policy(for: candidate.base)
            let checker = ChangeChecker(place: repository.place, base: candidate.base, policy: policy)
            gates += await checker.check(candidate).gates
        }
        if !gates.contains(where: { $0.outcome == .failed }) {
            gates += await examiner.examine(candidate) { GateProgressLine.write($0) }
        }
        let total = began.duration(to: .now) / .seconds(1)
        withExtendedLifetime(lock) {}
        let report = VerifyReport(candidate, gates, total: total, timing: input.parsed.has("--timing"))
        try StandardOutput.write(input.wantsJSON ? try JSONText.of(report) : report.text(input.style))
        return report.passed ? .success : .incomplete
    }
}
