import Configuration
import GitStore
import HTTPTransport
import LanguageModels

/// The checks of `rlm doctor` that look at this process and its settings.
enum DoctorChecks {
    /// The files and the variables that settings come from.
    static func configuration(_ configuration: Configuration, environment: [String: String]) -> DoctorCheck {
        let files = configuration.files.isEmpty ? "defaults only" : configuration.files.joined(separator: ", ")
        let names = Configuration.variables.map(\.name) + ["RLM_CONFIG", "OLLAMA_HOST", "OLLAMA_PORT", "OLLAMA_MODEL"]
        let set = names.filter { environment[$0]?.isEmpty == false }
        let own = Configuration.userFile(environment: environment)
        return DoctorCheck(
            "configuration", .good, set.isEmpty ? files : "\(files); \(set.joined(separator: ", ")) set",
            advice: configuration.files.isEmpty ? own.map { "Your own settings would be read from \($0)" } : nil)
    }

    static func libraries() -> [DoctorCheck] {
        [
            DoctorCheck("libgit2", .good, gitLibraryVersion),
            DoctorCheck("libcurl", .good, HTTPClient.libraryVersion),
            DoctorCheck("toml++", .good, Configuration.parserVersion),
        ]
    }

    static func terminal(environment: [String: String]) -> DoctorCheck {
        let terminal = ErrorTerminal(colour: .auto, environment: environment)
        let name = environment["TERM"].map { "TERM=\(PlainText.oneLine($0))" } ?? "TERM is not set"
        guard terminal.isTerminal else {
            return DoctorCheck("terminal", .good, "standard error is no terminal; plain lines")
        }
        return terminal.isLive
            ? DoctorCheck("terminal", .good, "\(name); live view")
            : DoctorCheck(
                "terminal", .attention, "\(name); plain lines",
                advice: "The terminfo database does not say how to draw on it (package ncurses-term has more).")
    }

    /// Which keys are there; never the keys.
    static func keys(_ settings: Settings, environment: [String: String]) -> DoctorCheck {
        let variables = Set(settings.providers.values.compactMap(\.keyVariable)).sorted()
        let present = variables.filter { environment[$0]?.isEmpty == false }
        let commands = settings.providers.filter { !$0.value.credentialCommand.isEmpty }.keys.sorted()
        let found = present + commands.map { "credential-command of \($0)" }
        return DoctorCheck(
            "keys", .good, found.isEmpty ? "none" : found.joined(separator: ", "),
            advice: found.isEmpty ? "Hosted models need one of \(variables.joined(separator: ", "))" : nil)
    }

    static func model(_ settings: Settings, environment: [String: String]) -> DoctorCheck {
        let choice = ModelChoice(settings, environment: environment)
        do {
            let factory = try ModelFactory.configured(settings, environment: environment)
            _ = try factory.model(named: choice.root)
            _ = try factory.model(named: choice.sub, role: .sub)
            let names = choice.sub == choice.root ? choice.root : "\(choice.root), sub-calls \(choice.sub)"
            return DoctorCheck("model", .good, names, advice: "rlm models tells what is reachable")
        } catch {
            return DoctorCheck("model", .broken, "\(error)", advice: "rlm models lists what there is")
        }
    }

    /// Whether the members of pools answer.
    static func pools(_ settings: Settings, environment: [String: String]) async -> [DoctorCheck] {
        var checks: [DoctorCheck] = []
        let pools: [PoolModel]
        do {
            pools = try ModelFactory.configured(settings, environment: environment).namedPools()
        } catch {
            return [DoctorCheck("pools", .broken, "\(error)")]
        }
        for pool in pools {
            let found = zip(pool.members, await pool.inspections())
            let missing = found.filter { !$1.isReady }.map { "\($0.model.name): \($1.summary)" }
            checks.append(
                DoctorCheck(
                    pool.name, missing.isEmpty ? .good : .attention,
                    "\(pool.members.count - missing.count) of \(Quantity.counted(pool.members.count, "member")) ready",
                    advice: missing.isEmpty ? nil : missing.joined(separator: "; ")))
        }
        return checks
    }
}
