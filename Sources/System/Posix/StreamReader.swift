package import Dispatch

/// Hands on what arrives at a descriptor, piece by piece, on one queue.
///
/// `@unchecked Sendable`: it is used on `queue` only.
package final class StreamReader: @unchecked Sendable {
    private let descriptor: Descriptor
    private let source: any DispatchSourceRead
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    private let queue: DispatchQueue
    private let onBytes: (UnsafeRawBufferPointer) -> Void
    private let onEnd: () -> Void
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
        self.queue = queue
        self.onBytes = onBytes
        self.onEnd = onEnd
        source = DispatchSource.makeReadSource(fileDescriptor: descriptor.number, queue: queue)
        source.setCancelHandler { withExtendedLifetime(descriptor) {} }
        source.setEventHandler { [unowned self] in readAll() }
        source.activate()
        // Of what epoll cannot watch, such as /dev/null, the source never tells.
        readSoon()
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
        if !stopped { readSoon() }
    }

    /// Reads no more and lets go of the descriptor.
    package func stop() {
        stopped = true
        source.cancel()
        resume()
    }

    /// Reads until nothing is there: when the other side has closed, the source tells only once, be there ever so much
    /// left to read. Others on the queue get their turn now and then.
    private func readAll() {
        for _ in 0..<64 {
            if stopped || paused { return }
            switch readIfPossible() {
            case .bytes: continue
            case .wouldBlock: return
            case .end: return end()
            }
        }
        readSoon()
    }

    private func readSoon() { queue.async { [weak self] in self?.readAll() } }

    private func end() {
        guard !stopped else { return }
        let handler = onEnd
        stop()
        handler()
    }

    private func readIfPossible() -> Descriptor.Reading {
        guard let reading = try? descriptor.read(into: buffer) else { return .end }
        if case .bytes(let count) = reading { onBytes(UnsafeRawBufferPointer(rebasing: buffer[..<count])) }
        return reading
    }
}
