import Commands
import Configuration
import Dogfood
import Glibc

extension Verb {
    /// `rlm-dogfood doctor`.
    static let doctor = Verb(
        CommandDeclaration(
            name: "doctor", summary: "Checks the records and what the gates need, and says what to do about it.",
            groups: [.common],
            sections: [
                HelpText.Section(
                    "Exit codes", ["0    everything needed is in place", "1    something needed is broken"])
            ])
    ) { input in
        try input.expectNoOperands(of: "doctor")
        var checks = DogfoodChecks.programs(environment: input.environment)
        checks.append(await DogfoodChecks.sandbox())
        do {
            let repository = try OpenRepository(input)
            checks += try DogfoodChecks.records(repository)
            checks.append(try DogfoodChecks.policy(repository))
        } catch let error as LedgerError {
            checks.append(DoctorCheck("records", .broken, error.description))
        }
        let report = DoctorReport(checks: checks)
        let style = OutputStyle(colour: .auto, environment: input.environment)
        try StandardOutput.write(input.wantsJSON ? report.json() : report.text(style.capabilities))
        return report.works ? .success : .incomplete
    }
}
