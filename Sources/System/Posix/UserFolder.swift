import Glibc

/// Where a program keeps what is the user's own, as the XDG Base Directory Specification says.
package enum UserFolder {
    case cache, configuration, state

    /// The folder of a program; nil when the environment names no home.
    package func path(of program: String, environment: [String: String]) -> String? {
        let (variable, usual) =
            switch self {
            case .cache: ("XDG_CACHE_HOME", "/.cache")
            case .configuration: ("XDG_CONFIG_HOME", "/.config")
            case .state: ("XDG_STATE_HOME", "/.local/state")
            }
        let base = Self.folder(variable, environment) ?? Self.folder("HOME", environment).map { $0 + usual }
        return base.map { "\($0)/\(program)" }
    }

    /// For what lasts no longer than the user is logged in; a folder below the temporary one where there is no better.
    package static func runtime(of program: String, environment: [String: String]) -> String {
        folder("XDG_RUNTIME_DIR", environment).map { "\($0)/\(program)" } ?? "/tmp/\(program)-\(geteuid())"
    }

    /// Paths that do not begin at the top are to be passed over.
    private static func folder(_ variable: String, _ environment: [String: String]) -> String? {
        environment[variable].flatMap { $0.hasPrefix("/") ? $0 : nil }
    }
}
