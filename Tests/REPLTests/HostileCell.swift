import Testing

/// Code that tries to get out, to hang, to eat the machine or to break its worker, and how that has to end.
struct HostileCell: Sendable, CustomTestStringConvertible {
    enum Ending: Sendable {
        /// The cell raises this, and the session's variables are still there.
        case raises(String)
        /// The cell runs to its end or raises, and the session's variables are still there.
        case goesOn
        /// The cell is interrupted at its time limit, and the session's variables are still there.
        case timesOut
        /// Python is killed, the reason says this, and the session's variables are still there.
        case isUndone(String)
        /// Either of them: what counts is that the next cell runs.
        case isContained
    }

    let name: String
    let ending: Ending
    let code: String

    init(_ name: String, _ ending: Ending, _ code: String) {
        self.name = name
        self.ending = ending
        self.code = code
    }

    var testDescription: String { name }
}
