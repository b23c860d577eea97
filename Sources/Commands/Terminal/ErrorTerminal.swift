package import Configuration
import Glibc

/// Standard error as a place to show progress: what it is, what it can do, and writing to it.
package struct ErrorTerminal: Sendable {
    package let isTerminal: Bool
    package let capabilities: TerminalCapabilities
    /// True when characters outside ASCII are known to show.
    package let unicode: Bool

    /// A view can be drawn again in place.
    package var isLive: Bool { isTerminal && capabilities.canRedraw }

    package init(isTerminal: Bool, capabilities: TerminalCapabilities, unicode: Bool) {
        self.isTerminal = isTerminal
        self.capabilities = capabilities
        self.unicode = unicode
    }

    /// Looks at descriptor 2 and at the environment.
    package init(colour: TerminalSettings.Colour, environment: [String: String]) {
        isTerminal = isatty(STDERR_FILENO) == 1
        let loaded = TerminalCapabilities.load(term: environment["TERM"], descriptor: STDERR_FILENO) ?? .none
        let wanted = Self.wantsColour(colour, isTerminal: isTerminal, environment: environment)
        capabilities = wanted ? loaded : loaded.withoutStyle
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
        unicode = ["utf-8", "utf8"].contains(where: locale.lowercased().contains)
    }

    /// The conventions: NO_COLOR forbids, CLICOLOR_FORCE demands, otherwise only on a terminal that is not dumb.
    package static func wantsColour(
        _ colour: TerminalSettings.Colour, isTerminal: Bool, environment: [String: String]
    ) -> Bool {
        switch colour {
        case .always: return true
        case .never: return false
        case .auto:
            if environment["NO_COLOR"]?.isEmpty == false { return false }
            if let force = environment["CLICOLOR_FORCE"], !force.isEmpty, force != "0" { return true }
            return isTerminal && environment["TERM"] != "dumb"
        }
    }

    /// Columns of the terminal now; 80 when it does not tell.
    package var columns: Int {
        var size = winsize()
        guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    /// Writes all of it, or as much as can be: a lost progress line is no reason to fail.
    package func write(_ text: String) {
        _ = try? StandardOutput.write(text, to: STDERR_FILENO)
    }
}
