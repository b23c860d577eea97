@preconcurrency import Dispatch
import Posix

/// What a running command has printed so far.
///
/// `@unchecked Sendable`: all state is touched on `queue` only.
final class CapturedOutput: @unchecked Sendable {
    private let queue = DispatchQueue(label: "rlm.sandbox.output")
    private let limit: Int
    private let onOutput: @Sendable ([UInt8]) -> Void
    private var reader: StreamReader?
    private var bytes: [UInt8] = []
    private var dropped = 0
    private var last = ContinuousClock.now
    private var longestSilence = Duration.zero
    private var isAtEnd = false

    init(limit: Int, onOutput: @escaping @Sendable ([UInt8]) -> Void) {
        self.limit = limit
        self.onOutput = onOutput
    }

    func start(_ descriptor: Descriptor) throws {
        try queue.sync {
            reader = try StreamReader(descriptor, queue: queue, onEnd: { self.isAtEnd = true }) { self.take($0) }
        }
    }

    private func take(_ piece: UnsafeRawBufferPointer) {
        longestSilence = max(longestSilence, last.duration(to: .now))
        last = .now
        let room = min(piece.count, max(0, limit - bytes.count))
        bytes += piece.prefix(room)
        dropped += piece.count - room
        onOutput([UInt8](piece))
    }

    /// Seconds since the last output.
    var silence: Double { queue.sync { last.duration(to: .now) / .seconds(1) } }

    /// Waits until no process holds the other end any more, some seconds at most, and returns all that came.
    func finish() async -> (bytes: [UInt8], dropped: Int, longestSilence: Double) {
        for _ in 0..<1000 where !queue.sync(execute: { isAtEnd }) {
            try? await Task.sleep(for: .milliseconds(5))
        }
        return queue.sync {
            reader?.stop()
            reader = nil
            return (bytes, dropped, max(longestSilence, last.duration(to: .now)) / .seconds(1))
        }
    }
}
