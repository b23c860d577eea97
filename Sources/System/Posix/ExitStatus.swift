/// How a process ended.
package enum ExitStatus: Sendable, Equatable, CustomStringConvertible {
    case exited(Int32)
    case signaled(Int32)

    /// Reads the status word of `waitpid`.
    init(statusWord: Int32) {
        let signal = statusWord & 0x7f
        self = signal == 0 ? .exited((statusWord >> 8) & 0xff) : .signaled(signal)
    }

    package var isSuccess: Bool { self == .exited(0) }

    package var description: String {
        switch self {
        case .exited(let code): "exit status \(code)"
        case .signaled(let signal): "signal \(signal)"
        }
    }
}
