import Commands
import Dogfood
import GitStore

extension Verb {
    /// `rlm-dogfood status`.
    static let status = Verb(
        CommandDeclaration(
            name: "status", summary: "Shows who works, the last runs with their attempts, and the proposals.",
            groups: [.common])
    ) { input in
        try input.expectNoOperands(of: "status")
        let repository = try OpenRepository(input)
        let report = StatusReport(
            try repository.ledger.state, repository: repository.git.shownFolder, folder: repository.folder,
            holder: try RunLock.holder(repository.folder))
        try StandardOutput.write(input.wantsJSON ? try JSONText.of(report) : report.text)
        return .success
    }
}
