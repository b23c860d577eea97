import Corpus
import REPL

/// The checks of `rlm doctor` that start a worker, as a question would, and ask it about itself.
enum WorkerCheck {
    private static let advice = "rlm-repl has to stand beside rlm; config/bootstrap build makes both."

    /// Python lists the grammars that it finds.
    private static let code = """
        import importlib.util, pkgutil
        found = importlib.util.find_spec("tree_sitter") and [
            each.name.removeprefix("tree_sitter_") for each in pkgutil.iter_modules()
            if each.name.startswith("tree_sitter_")]
        print("parsers:", *sorted(found or []))
        """

    static func run(mapTexts: Bool = true) async -> [DoctorCheck] {
        do {
            let corpus = try Corpus(text: "nothing", path: "doctor.txt")
            let session = try await REPLSession(corpus: corpus, settings: REPLSettings(mapTexts: mapTexts)) { _ in
                .failure("no model is asked here")
            }
            let environment = try await session.environment
            let result = try await session.run(code)
            await session.close()
            return [python(environment, result), sandbox(environment), texts(environment), parsers(result)]
        } catch {
            return [DoctorCheck("worker", .broken, "\(error)", advice: advice)]
        }
    }

    private static func python(_ environment: REPLSession.Environment, _ result: CellResult) -> DoctorCheck {
        result.stdout.hasPrefix("parsers:")
            ? DoctorCheck("worker", .good, "Python \(environment.pythonVersion)")
            : DoctorCheck("worker", .broken, "Python gave \(result.stdout) \(result.stderr)", advice: advice)
    }

    private static func sandbox(_ environment: REPLSession.Environment) -> DoctorCheck {
        let inForce = environment.sandboxLayers.joined(separator: ", ")
        guard !environment.missingLayers.isEmpty else { return DoctorCheck("sandbox", .good, inForce) }
        return DoctorCheck(
            "sandbox", .attention,
            "\(inForce.isEmpty ? "none" : inForce); missing: \(environment.missingLayers.joined(separator: ", "))",
            advice: "Code of a model runs with less protection; --require-sandbox refuses to.")
    }

    private static func texts(_ environment: REPLSession.Environment) -> DoctorCheck {
        guard let reason = environment.textCopies else {
            return DoctorCheck("long texts", .good, "shared by all workers without a copy")
        }
        return DoctorCheck(
            "long texts", .attention, "copied into each worker: \(reason)",
            advice: "Answers are the same; a large input takes its memory once more for each worker.")
    }

    private static func parsers(_ result: CellResult) -> DoctorCheck {
        let names = result.stdout.split(whereSeparator: \.isWhitespace).dropFirst()
        guard names.isEmpty else {
            return DoctorCheck("parsers", .good, "tree-sitter for \(names.joined(separator: ", "))")
        }
        return DoctorCheck(
            "parsers", .attention, "none; definitions are found by patterns of lines",
            advice: "config/bootstrap build installs tree-sitter; RLM_PYTHON_PACKAGES names another folder.")
    }
}
