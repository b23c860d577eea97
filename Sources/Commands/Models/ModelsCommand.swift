import Configuration
import LanguageModels

/// `rlm models`: what can answer, what is ready, and how to make the rest ready.
struct ModelsCommand {
    private let parsed: ParsedArguments
    private let environment: [String: String]

    init(_ parsed: ParsedArguments, environment: [String: String]) {
        self.parsed = parsed
        self.environment = environment
    }

    func run() async throws -> ExitCode {
        try parsed.expectNoOperands(of: "rlm models")
        let settings = try Configuration(file: parsed.text("--config"), environment: environment).settings
        let factory = try ModelFactory.configured(settings, environment: environment)
        let readiness = await factory.readiness()
        let choice = ModelChoice(settings, environment: environment).completed(by: readiness)
        let list = ModelList(entries: readiness, choice: choice)
        if parsed.has("--json") {
            try StandardOutput.write(try list.json())
        } else {
            let terminal = OutputStyle(colour: settings.terminal.colour, environment: environment)
            try StandardOutput.write(list.text(terminal.capabilities))
        }
        return list.chosen?.isReady == false ? .model : .success
    }
}
