import Configuration
import Glibc

/// What a person sees of a chat: progress and remarks on standard error, answers on standard output.
struct ChatScreen: Sendable {
    /// A person types at a terminal; else questions come by lines.
    let isInteractive: Bool
    let isQuiet: Bool
    private let terminal: ErrorTerminal
    private let plain: Bool
    private let verbose: Bool
    private let answersShow: Bool
    /// How the terminal was set at the start.
    private let modes: termios?

    init(_ settings: TerminalSettings, environment: [String: String], quiet: Bool) {
        isInteractive = isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1
        isQuiet = quiet || settings.progress == .none
        terminal = ErrorTerminal(colour: settings.colour, environment: environment)
        plain = settings.progress == .plain
        verbose = settings.verbose
        answersShow = isatty(STDOUT_FILENO) == 1
        var now = termios()
        modes = isInteractive && tcgetattr(STDIN_FILENO, &now) == 0 ? now : nil
    }

    /// A view of one answer on its way.
    func display() -> ProgressDisplay {
        ProgressDisplay(terminal: terminal, silent: isQuiet, plain: plain, verbose: verbose)
    }

    /// The terminal can mark what is pasted.
    var marksPastes: Bool { terminal.isLive }

    /// Says something to the person who types; nothing where nobody does.
    func say(_ text: String) {
        if isInteractive { terminal.write(PlainText.cleaned(text) + "\n") }
    }

    /// Tells something that is worth knowing, but no answer.
    func remark(_ text: String) {
        if !isQuiet { terminal.write(PlainText.cleaned(text) + "\n") }
    }

    /// Answers a line with a slash.
    func reply(_ text: String) { terminal.write(PlainText.cleaned(text) + "\n") }

    /// Says what went wrong.
    func complain(_ text: String) { terminal.write("rlm: " + PlainText.cleaned(text) + "\n") }

    /// Parts progress from the answer where both show on one screen.
    func beginAnswer() {
        if isInteractive, answersShow { terminal.write("\n") }
    }

    /// Puts the terminal as it was, where the program ends at once.
    func abandon() {
        guard var modes else { return }
        tcsetattr(STDIN_FILENO, TCSANOW, &modes)
    }
}
