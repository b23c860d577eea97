import ReplyCache
import Synchronization

/// The code that a root model wrote so far: what stands in it literally, the model wrote itself.
final class WrittenCode: Sendable {
    /// Bytes kept; the oldest go first.
    private static let capacity = 1 << 18

    private let text = Mutex<[UInt8]>([])

    func add(_ code: String) {
        text.withLock { text in
            text += Array(code.utf8) + [0]
            if text.count > Self.capacity { text.removeFirst(text.count - Self.capacity) }
        }
    }

    /// True when `line` stands anywhere in the code.
    func contains(_ line: Substring) -> Bool {
        text.withLock { ByteSearch.contains(line, in: $0) }
    }
}
