@preconcurrency import Dispatch
import Posix

/// Sends bytes over a socket without ever waiting for its reader.
///
/// Used on `queue` only.
final class SocketWriter {
    private let socket: Descriptor
    private let source: any DispatchSourceWrite
    private var waiting: [UInt8] = []
    private var sent = 0
    private var active = false

    /// - Parameter socket: does not block.
    init(_ socket: Descriptor, queue: DispatchQueue) {
        self.socket = socket
        source = DispatchSource.makeWriteSource(fileDescriptor: socket.number, queue: queue)
        source.setCancelHandler { withExtendedLifetime(socket) {} }
        source.setEventHandler { [unowned self] in flush() }
    }

    deinit {
        source.cancel()
        if !active { source.resume() }
    }

    func send(_ bytes: [UInt8]) {
        waiting += bytes
        if !active { flush() }
    }

    /// Forgets what has not been written yet.
    func dropUnsent() {
        sent = waiting.count
        flush()
    }

    /// Writes what fits; a broken socket takes everything, since the worker's end is told elsewhere.
    private func flush() {
        while sent < waiting.count {
            let count = waiting[sent...].withUnsafeBytes { try? socket.write($0) }
            guard let count else {
                sent = waiting.count
                break
            }
            sent += count
            if count == 0 { break }
        }
        let isDone = sent == waiting.count
        if isDone {
            waiting.removeAll()
            sent = 0
        }
        if isDone == active {
            if isDone { source.suspend() } else { source.resume() }
            active = !isDone
        }
    }
}
