import Configuration

/// `rlm doctor`: whether everything is in place on this machine.
struct DoctorCommand {
    private let parsed: ParsedArguments
    private let environment: [String: String]

    init(_ parsed: ParsedArguments, environment: [String: String]) {
        self.parsed = parsed
        self.environment = environment
    }

    func run() async throws -> ExitCode {
        try parsed.expectNoOperands(of: "rlm doctor")
        var checks = [DoctorCheck("rlm", .good, Program.version)]
        var settings: Settings?
        do {
            let configuration = try Configuration(file: parsed.text("--config"), environment: environment)
            settings = configuration.settings
            checks.append(DoctorChecks.configuration(configuration, environment: environment))
        } catch {
            checks.append(DoctorCheck("configuration", .broken, error.description, advice: "Mend the file."))
        }
        checks += await WorkerCheck.run(mapTexts: settings?.worker.mapTexts ?? true)
        checks += DoctorChecks.libraries()
        checks.append(DoctorChecks.terminal(environment: environment))
        if let settings {
            checks.append(DoctorChecks.keys(settings, environment: environment))
            checks.append(DoctorChecks.model(settings, environment: environment))
            checks += await DoctorChecks.pools(settings, environment: environment)
        }
        let report = DoctorReport(checks: checks)
        let style = OutputStyle(colour: settings?.terminal.colour ?? .auto, environment: environment)
        try StandardOutput.write(parsed.has("--json") ? report.json() : report.text(style.capabilities))
        return report.works ? .success : .incomplete
    }
}
