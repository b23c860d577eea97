@preconcurrency import Dispatch
import Posix

/// Lines in both directions over one socket or a pair of pipes, without ever waiting for the other side.
///
/// `@unchecked Sendable`: all state is touched on `queue` only; what is called from elsewhere says so.
final class LineChannel: @unchecked Sendable {
    /// Why nothing more will come.
    enum Ending: Sendable, Equatable {
        /// The other side has closed, or the connection broke.
        case closed
        /// A line was longer than the limit.
        case tooLong
        /// So much waits for the other side that it was given up.
        case lost
        /// The clients together have so much on the way that this one, which has most, had to go.
        case crowded
    }

    private static let chunk = 1 << 16
    /// Seconds between deliveries of what may wait.
    private static let pace = 0.033

    let queue: DispatchQueue
    private let limits: Dispatcher.Limits
    private let output: Descriptor
    /// Nil where nobody shares the memory.
    private let held: HeldBytes?
    private var number = 0
    private let writing: any DispatchSourceWrite
    private var reader: StreamReader?
    private var lines: LineBuffer
    /// Bytes of a line that has not ended.
    private var unended = 0
    private var onLine: (UnsafeBufferPointer<UInt8>) -> Void = { _ in }
    private var onEnd: (Ending) -> Void = { _ in }
    /// Called on the queue, once, when nothing more can be sent.
    var onClosed: () -> Void = {}

    private var outbox = Outbox()
    private var chunk: [UInt8] = []
    private var sent = 0
    private var isWaitingToWrite = false
    private var isPaced = false
    private var isFinishing = false
    private(set) var isClosed = false

    init(
        output: Descriptor, limits: Dispatcher.Limits, queue: DispatchQueue, held: HeldBytes? = nil
    ) throws(PosixError) {
        try output.setNonblocking()
        self.queue = queue
        self.limits = limits
        self.output = output
        self.held = held
        lines = LineBuffer(limit: limits.lineBytes)
        writing = DispatchSource.makeWriteSource(fileDescriptor: output.number, queue: queue)
        writing.setCancelHandler { withExtendedLifetime(output) {} }
        writing.setEventHandler { [unowned self] in flush() }
    }

    deinit {
        writing.cancel()
        if !isWaitingToWrite { writing.resume() }
    }

    /// Begins to read; both closures are called on the queue, `onEnd` once.
    func start(
        reading input: Descriptor, onLine: @escaping (UnsafeBufferPointer<UInt8>) -> Void,
        onEnd: @escaping (Ending) -> Void
    ) throws(PosixError) {
        self.onLine = onLine
        self.onEnd = onEnd
        if let held {
            number = held.add { [weak self] in self?.queue.async { self?.giveUp() } }
        }
        reader = try StreamReader(input, queue: queue, onEnd: { [unowned self] in end(.closed) }) { [unowned self] in
            receive($0)
        }
    }

    private func receive(_ bytes: UnsafeRawBufferPointer) {
        // Held, since a handler may let go of the connection.
        let onLine = onLine
        if !lines.take(bytes, { if !isFinishing { onLine($0) } }) { end(.tooLong) }
        unended = lines.count
        tellHeld()
    }

    /// Lets go of what came in, since others need the room.
    private func giveUp() {
        guard !isClosed else { return }
        end(.crowded)
        // Where the end of what comes in was told before, nobody has heard of this one.
        finish()
        lines = LineBuffer(limit: limits.lineBytes)
        unended = 0
    }

    private func tellHeld() { held?.hold(unended + outbox.bytes, as: number) }

    /// Tells the end of what comes in; what goes out is still sent.
    private func end(_ ending: Ending) {
        reader?.stop()
        let handler = onEnd
        onEnd = { _ in }
        handler(ending)
    }

    /// Sends a message when its turn comes.
    func send(_ message: Outgoing) {
        guard !isClosed else { return }
        outbox.append(message)
        if message.delivery.mayWait, !isWaitingToWrite {
            guard !isPaced else { return checkSize() }
            pace()
        }
        if !isWaitingToWrite { flush() }
        checkSize()
    }

    /// Lets what may wait do so until the next of 30 deliveries a second.
    private func pace() {
        isPaced = true
        queue.asyncAfter(deadline: .now() + Self.pace) { [weak self] in
            guard let self else { return }
            isPaced = false
            if !isWaitingToWrite, !outbox.isEmpty {
                pace()
                flush()
            }
        }
    }

    private func checkSize() {
        tellHeld()
        if outbox.bytes > limits.lostBytes {
            end(.lost)
            close()
        } else if outbox.bytes > limits.waitingBytes {
            reader?.pause()
        }
    }

    /// Writes what fits.
    private func flush() {
        while !isClosed {
            if sent == chunk.count { (chunk, sent) = (outbox.take(Self.chunk), 0) }
            if chunk.isEmpty { break }
            guard let count = chunk[sent...].withUnsafeBytes({ try? output.write($0) }) else {
                end(.closed)
                return close()
            }
            sent += count
            if count == 0 { break }
        }
        waitToWrite(!isClosed && sent < chunk.count)
        tellHeld()
        if outbox.bytes <= limits.waitingBytes / 4, !isFinishing { reader?.resume() }
        if isFinishing, sent == chunk.count, outbox.isEmpty { close() }
    }

    private func waitToWrite(_ wanted: Bool) {
        guard wanted != isWaitingToWrite else { return }
        if wanted { writing.resume() } else { writing.suspend() }
        isWaitingToWrite = wanted
    }

    /// Reads nothing more and closes as soon as everything is sent, at the latest after `patience` seconds.
    func finish(patience: Double = 2) {
        guard !isFinishing, !isClosed else { return }
        isFinishing = true
        reader?.stop()
        queue.asyncAfter(deadline: .now() + patience) { [weak self] in self?.close() }
        if !isWaitingToWrite { flush() }
    }

    /// Closes at once; what waits is lost.
    func close() {
        guard !isClosed else { return }
        isClosed = true
        held?.remove(number)
        reader?.stop()
        outbox = Outbox()
        (chunk, sent) = ([], 0)
        waitToWrite(false)
        output.shutDown()
        let handler = onClosed
        (onLine, onEnd, onClosed) = ({ _ in }, { _ in }, {})
        handler()
    }
}
