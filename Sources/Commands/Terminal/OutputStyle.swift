package import Configuration
import Glibc

/// Colours for text on standard output.
package struct OutputStyle {
    package let capabilities: TerminalCapabilities

    package init(colour: TerminalSettings.Colour, environment: [String: String]) {
        let isTerminal = isatty(STDOUT_FILENO) == 1
        let loaded = TerminalCapabilities.load(term: environment["TERM"], descriptor: STDOUT_FILENO) ?? .none
        let wanted = ErrorTerminal.wantsColour(colour, isTerminal: isTerminal, environment: environment)
        capabilities = wanted ? loaded : .none
    }
}
