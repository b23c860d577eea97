/// Where a setting was given, as an error message names it.
package enum Origin: Sendable, Equatable, CustomStringConvertible {
    /// A line of a configuration file.
    case file(String, line: Int)
    /// An environment variable.
    case environment(String)
    /// A command-line option, with its dashes.
    case option(String)

    package var description: String {
        switch self {
        case .file(let name, let line): "\(name):\(line)"
        case .environment(let name): name
        case .option(let name): name
        }
    }
}
