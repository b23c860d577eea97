import Configuration
import Corpus
import FoundationEssentials
import GitStore
import HTTPTransport
import LanguageModels
import REPL

/// The single checks of `rlm doctor`.
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

    /// Starts a worker as a question would, and asks it about itself.
    static func worker() async -> [DoctorCheck] {
        do {
            let corpus = try Corpus(text: "nothing", path: "doctor.txt")
            let session = try await REPLSession(corpus: corpus, settings: REPLSettings()) { _ in
                .failure("no model is asked here")
            }
            let environment = await session.environment
            let result = try await session.run("print(6 * 7)")
            await session.close()
            let works = result.stdout.hasPrefix("42")
            return [
                DoctorCheck(
                    "worker", works ? .good : .broken,
                    works ? "Python \(environment.pythonVersion)" : "Python gave \(result.stdout) \(result.stderr)"),
                sandbox(environment),
            ]
        } catch {
            return [
                DoctorCheck(
                    "worker", .broken, "\(error)",
                    advice: "rlm-repl has to stand beside rlm; config/bootstrap build makes both.")
            ]
        }
    }

    private static func sandbox(_ environment: REPLSession.Environment) -> DoctorCheck {
        let inForce = environment.sandboxLayers.joined(separator: ", ")
        guard !environment.missingLayers.isEmpty else { return DoctorCheck("sandbox", .good, inForce) }
        return DoctorCheck(
            "sandbox", .attention,
            "\(inForce.isEmpty ? "none" : inForce); missing: \(environment.missingLayers.joined(separator: ", "))",
            advice: "Code of a model runs with less protection; --require-sandbox refuses to.")
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
}
