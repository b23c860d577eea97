import Glibc
import Posix

/// Where the worker's program and its third-party Python packages are.
struct WorkerProgram: Sendable, Equatable {
    var path: String
    /// The folder of the packages; empty when there is none.
    var packages: String

    /// Looks beside this process's own program; `RLM_REPL` and `RLM_PYTHON_PACKAGES` in the environment override.
    static func find() throws(REPLError) -> WorkerProgram {
        try find(beside: (try? ExecutablePath.current()) ?? "", environment: variable)
    }

    static func find(
        beside program: String, environment variable: (String) -> String?
    ) throws(REPLError) -> WorkerProgram {
        let path = variable("RLM_REPL") ?? folder(of: program) + "/rlm-repl"
        guard access(path, X_OK) == 0 else {
            throw REPLError(
                .programMissing, "The worker program \(path) is missing or cannot be run.",
                hint: "Build or install rlm-repl beside rlm, or name it in the environment variable RLM_REPL.")
        }
        return WorkerProgram(path: path, packages: variable("RLM_PYTHON_PACKAGES") ?? packages(of: path))
    }

    /// `<prefix>/bin/rlm-repl` has `<prefix>/lib/rlm/python`; `<scratch>/<triple>/<configuration>/rlm-repl` has
    /// `<scratch>/python`.
    private static func packages(of program: String) -> String {
        let above = folder(of: folder(of: program))
        return [above + "/lib/rlm/python", folder(of: above) + "/python"].first { access($0, R_OK | X_OK) == 0 } ?? ""
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return String(path[..<slash])
    }

    private static func variable(_ name: String) -> String? {
        guard let value = getenv(name), value.pointee != 0 else { return nil }
        return String(cString: value)
    }
}
