import Glibc
import Posix

/// Why Python is gone, as sentences for the model.
enum Loss {
    /// What a loss means where nothing could be kept.
    static func replaced(_ reason: String) -> String {
        reason + " All variables are lost; a fresh Python over the same input has taken its place."
    }

    /// What a loss means where a copy of the state was kept.
    static func undone(_ reason: String) -> String { reason + " The variables are what they were before this cell." }

    static func uninterruptible(seconds: Double) -> String {
        "The cell ran longer than \(number(seconds)) seconds and could not be interrupted, so Python was killed; "
            + "do less per cell."
    }

    static func violation(_ violation: ProtocolViolation) -> String {
        "Python was stopped because it sent \(violation.what) to its host: the worker's own connection is not for cells."
    }

    static func fullFolder(bytes: Int, files: Int) -> String {
        "Python was stopped because the temporary folder held more than \(bytes >> 20) MB or \(files) files."
    }

    static let notRestored = "Python was killed and the copy of its state did not come up."

    /// The worker ended between two cells, for `reason`.
    static func whileIdle(_ reason: String) -> String { "This cell was not run. \(reason)" }

    static func cancelled() -> String { "The run was cancelled and Python was killed." }

    /// Python ended by itself, or the system ended it.
    static func ended(_ status: ExitStatus) -> String {
        switch status {
        case .exited(let code): "Python ended in the middle (exit status \(code))."
        case .signaled(SIGKILL): "Python was killed by the system, most likely because memory ran out."
        case .signaled(SIGSEGV), .signaled(SIGBUS):
            "Python crashed with a memory fault, as happens with endless recursion in C code, with ctypes, "
                + "or when a file of the input is cut short."
        case .signaled(SIGABRT): "Python aborted."
        case .signaled(let signal): "Python was ended by signal \(signal)."
        }
    }

    private static func number(_ seconds: Double) -> String {
        seconds == seconds.rounded() ? "\(Int(seconds))" : "\(seconds)"
    }
}
