@preconcurrency import Dispatch
import HTTPTransport
import Posix
import Synchronization

/// A `rlm-dogfood cycle` that the daemon started.
final class RunningCycle: Sendable {
    private struct Output {
        var lines = LineSplitter()
        /// What nobody has been told yet.
        var untold: [String] = []
        var onLine: (@Sendable (String) -> Void)?
        var last = ""
        var result: [UInt8] = []
        var readers: [StreamReader] = []
    }

    /// As the client named it.
    let repository: String
    let child: ChildProcess
    private let output = Mutex(Output())
    private let queue = DispatchQueue(label: "rlm.cycle")

    init(_ command: ChildCommand, repository: String) throws(PosixError) {
        self.repository = repository
        let (result, resultEnd) = try Descriptor.pipe()
        let (progress, progressEnd) = try Descriptor.pipe()
        child = try ChildProcess(command, descriptors: [1: resultEnd, 2: progressEnd])
        let readers = [
            try StreamReader(result, queue: queue) { [weak self] bytes in
                let bytes = Array(bytes)
                self?.output.withLock { $0.result += bytes }
            },
            try StreamReader(progress, queue: queue) { [weak self] in self?.received(Array($0)) },
        ]
        output.withLock { $0.readers = readers }
    }

    /// Calls `onLine` with each line of what the cycle tells, in order, beginning with those that came before.
    func tell(_ onLine: @escaping @Sendable (String) -> Void) {
        queue.async {
            self.output.withLock { $0.onLine = onLine }
            self.received([])
        }
    }

    private func received(_ bytes: [UInt8]) {
        let (lines, onLine) = output.withLock { output in
            output.untold += ((try? output.lines.consume(bytes)) ?? []).map { String(decoding: $0, as: UTF8.self) }
            output.last = output.untold.last ?? output.last
            defer { if output.onLine != nil { output.untold = [] } }
            return (output.untold, output.onLine)
        }
        if let onLine { lines.forEach(onLine) }
    }

    /// What it printed as its result, and the last line of what it told; once it has ended and all is read.
    func wait() async -> (status: ExitStatus, result: [UInt8], lastLine: String) {
        let status = await child.wait()
        await withCheckedContinuation { continuation in
            queue.async {
                self.output.withLock { $0.readers }.forEach { $0.drain() }
                continuation.resume()
            }
        }
        let output = output.withLock { output in
            output.readers = []
            return output
        }
        return (status, output.result, output.last)
    }
}
