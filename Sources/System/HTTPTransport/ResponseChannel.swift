import Synchronization

/// Where the transfer thread leaves an answer and a task picks it up: first the head, then pieces of the body.
///
/// Producer: the transfer thread. Consumer: one task. It holds at most `capacity` bytes and one piece more. What is
/// left here reaches a waiting task with the next `flush`, so that head, body and end that come together wake it once.
final class ResponseChannel: Sendable {
    private typealias HeadWaiter = CheckedContinuation<Result<HTTPResponseHead, HTTPError>, Never>
    private typealias ChunkWaiter = CheckedContinuation<Result<[UInt8]?, HTTPError>, Never>

    private struct State {
        var head: HTTPResponseHead?
        var bytes: [UInt8] = []
        /// Set once; nil inside means that the body is complete.
        var end: Result<Void, HTTPError>?
        var producerWaits = false
        var headWaiter: HeadWaiter?
        var chunkWaiter: ChunkWaiter?

        /// What a reader of the head gets now; nil when it has to wait.
        var readyHead: Result<HTTPResponseHead, HTTPError>? {
            if case .failure(.cancelled) = end { return .failure(.cancelled) }
            if let head { return .success(head) }
            return end?.flatMap { .failure(HTTPError(.notHTTP, "The server closed the connection without an answer.")) }
        }

        /// Takes what a reader of the body gets now; nil when it has to wait.
        mutating func takeChunk() -> Result<[UInt8]?, HTTPError>? {
            guard !bytes.isEmpty else { return end?.map { nil } }
            defer { bytes = [] }
            return .success(bytes)
        }
    }

    private let state = Mutex(State())
    private let capacity: Int

    init(capacity: Int = 1 << 18) { self.capacity = capacity }

    func deliver(_ head: HTTPResponseHead) {
        state.withLock { $0.head = head }
    }

    /// Takes a piece of the body; false when the reader is behind: then nothing was taken, and `flush`, or the reader's
    /// `onRoom`, tells once there is room.
    func offer(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        state.withLock { state in
            guard state.bytes.count < capacity || state.end != nil else {
                state.producerWaits = true
                return false
            }
            state.bytes.append(contentsOf: bytes)
            return true
        }
    }

    /// Ends the answer; only the first call counts. After a failure, unread bytes are still handed out first, except
    /// when it was cancelled.
    /// - Returns: false when the answer had ended already.
    @discardableResult
    func finish(_ end: Result<Void, HTTPError>) -> Bool {
        let isFirst = state.withLock { state in
            guard state.end == nil else { return false }
            state.end = end
            if case .failure(.cancelled) = end { state.bytes = [] }
            return true
        }
        if isFirst { flush() }
        return isFirst
    }

    /// Wakes the task that waits, if there is something for it.
    /// - Returns: true when this made room after `offer` had refused.
    @discardableResult
    func flush() -> Bool {
        state.withLock { state in
            if let waiter = state.headWaiter, let head = state.readyHead {
                state.headWaiter = nil
                waiter.resume(returning: head)
            }
            guard let waiter = state.chunkWaiter, let chunk = state.takeChunk() else { return false }
            state.chunkWaiter = nil
            waiter.resume(returning: chunk)
            defer { state.producerWaits = false }
            return state.producerWaits
        }
    }

    func head() async -> Result<HTTPResponseHead, HTTPError> {
        await withCheckedContinuation { continuation in
            state.withLock { state in
                if let head = state.readyHead {
                    continuation.resume(returning: head)
                } else {
                    state.headWaiter = continuation
                }
            }
        }
    }

    /// - Parameter onRoom: called when this made room after `offer` had refused.
    func nextChunk(onRoom: () -> Void = {}) async -> Result<[UInt8]?, HTTPError> {
        await withCheckedContinuation { continuation in
            let madeRoom = state.withLock { state in
                guard let chunk = state.takeChunk() else {
                    state.chunkWaiter = continuation
                    return false
                }
                continuation.resume(returning: chunk)
                defer { state.producerWaits = false }
                return state.producerWaits
            }
            if madeRoom { onRoom() }
        }
    }
}
