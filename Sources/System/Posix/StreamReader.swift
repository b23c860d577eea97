package import Dispatch

/// Hands on what arrives at a descriptor, piece by piece, on one queue.
///
/// Used on `queue` only.
package final class StreamReader {
    private let descriptor: Descriptor
    private let source: any DispatchSourceRead
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    private let onBytes: (UnsafeRawBufferPointer) -> Void
    private var stopped = false
    private var paused = false

    /// Starts at once.
    /// - Parameters:
    ///   - onBytes: gets each piece, valid only inside the call.
    ///   - onEnd: called when the other side has closed or reading fails, unless `stop` came first.
    package init(
        _ descriptor: Descriptor, queue: DispatchQueue, onEnd: @escaping () -> Void = {},
        onBytes: @escaping (UnsafeRawBufferPointer) -> Void
    ) throws(PosixError) {
        try descriptor.setNonblocking()
        self.descriptor = descriptor
        self.onBytes = onBytes
        source = DispatchSource.makeReadSource(fileDescriptor: descriptor.number, queue: queue)
        source.setCancelHandler { withExtendedLifetime(descriptor) {} }
        source.setEventHandler { [unowned self] in
            if !self.readOnce() && !self.stopped {
                self.stop()
                onEnd()
            }
        }
        source.activate()
    }

    deinit {
        source.cancel()
        if paused { source.resume() }
        buffer.deallocate()
    }

    /// Takes what is there now, up to a megabyte: more than a pipe holds, and an end even to a stream that has none.
    package func drain() {
        for _ in 0..<16 where !stopped {
            guard case .bytes = readIfPossible() else { return }
        }
    }

    /// Leaves what arrives where it is, until `resume`.
    package func pause() {
        guard !paused, !stopped else { return }
        paused = true
        source.suspend()
    }

    package func resume() {
        guard paused else { return }
        paused = false
        source.resume()
    }

    /// Reads no more and lets go of the descriptor.
    package func stop() {
        stopped = true
        source.cancel()
        resume()
    }

    /// False at the end of the stream.
    private func readOnce() -> Bool {
        if stopped { return true }
        return readIfPossible() != .end
    }

    private func readIfPossible() -> Descriptor.Reading {
        guard let reading = try? descriptor.read(into: buffer) else { return .end }
        if case .bytes(let count) = reading { onBytes(UnsafeRawBufferPointer(rebasing: buffer[..<count])) }
        return reading
    }
}
