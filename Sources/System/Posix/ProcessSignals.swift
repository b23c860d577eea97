import CPosix
@preconcurrency package import Dispatch
import Glibc
import Synchronization

/// Signals to this process as calls of a function.
package enum ProcessSignals {
    private static let sources = Mutex<[any DispatchSourceRead]>([])

    /// Calls `onSignal` on `queue` with each of `signals` that comes from now on, until the process ends.
    ///
    /// None is lost that comes after this has returned; before, it does what it did. Programs that the process starts
    /// do not inherit this. A later call for the same signal takes the place of this one.
    package static func take(
        _ signals: [Int32], on queue: DispatchQueue, _ onSignal: @escaping @Sendable (Int32) -> Void
    ) throws(PosixError) {
        let (reading, writing) = try Descriptor.pipe()
        for end in [reading, writing] { try end.setNonblocking() }
        let source = DispatchSource.makeReadSource(fileDescriptor: reading.number, queue: queue)
        source.setEventHandler {
            withExtendedLifetime(writing) {
                for number in Self.numbers(in: reading) { onSignal(number) }
            }
        }
        source.activate()
        sources.withLock { $0.append(source) }
        for number in signals {
            try PosixError.check(cposix_send_signal_to(number, writing.number), "sigaction")
        }
    }

    /// Whether a signal is ignored, as `nohup` asks for.
    package static func isIgnored(_ signal: Int32) -> Bool {
        var current = sigaction()
        sigaction(signal, nil, &current)
        return unsafeBitCast(current.__sigaction_handler.sa_handler, to: Int.self) == 1
    }

    private static func numbers(in pipe: Descriptor) -> [Int32] {
        withUnsafeTemporaryAllocation(byteCount: 256, alignment: 1) { buffer in
            guard case .bytes(let count)? = try? pipe.read(into: UnsafeMutableRawBufferPointer(buffer)) else {
                return []
            }
            return buffer[..<count].map(Int32.init)
        }
    }
}
