/// What a program that ran to its end wrote, and how it ended.
package struct ChildOutput: Sendable, Equatable {
    package var status: ExitStatus
    /// The first bytes of standard output and standard error, up to the limit.
    package var stdout: [UInt8] = []
    package var stderr: [UInt8] = []
    /// Bytes that came after the limit and were dropped.
    package var droppedStdout = 0
    package var droppedStderr = 0
    /// True when the program was killed because its time was over.
    package var timedOut = false

    package var text: String { String(decoding: stdout, as: UTF8.self) }
    package var errorText: String { String(decoding: stderr, as: UTF8.self) }
}
