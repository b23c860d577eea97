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

    /// Columns of the terminal now; 80 when there is none or it does not tell.
    package static var columns: Int {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }
}
