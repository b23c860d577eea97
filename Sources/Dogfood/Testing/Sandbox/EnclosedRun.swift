package import Posix

/// How a command in the sandbox ended.
package struct EnclosedRun: Sendable {
    /// The limit that a command hit.
    package enum Breach: String, Sendable, Equatable {
        case time, silence, memory, processes, disk

        /// For people, after "was stopped: ".
        package var words: String {
            switch self {
            case .time: "its time was over"
            case .silence: "it printed nothing for too long"
            case .memory: "it took too much memory"
            case .processes: "it started too many processes"
            case .disk: "it wrote too much"
            }
        }
    }

    package var status: ExitStatus
    /// Standard output and standard error as they came, the first of it when there is much.
    package var output: [UInt8]
    /// Bytes of output that were dropped.
    package var dropped: Int
    /// Why it was killed; nil when it ended by itself.
    package var breach: Breach?
    package var seconds: Double
    /// The longest time without output, in seconds.
    package var longestSilence: Double

    package var text: String { String(decoding: output, as: UTF8.self) }
    /// True when it ended by itself with status 0.
    package var isSuccess: Bool { breach == nil && status.isSuccess }
}
