import Synchronization

/// Where the transfer thread leaves an answer and a task picks it up: first the head, then pieces of the body.
///
/// Producer: the transfer thread. Consumer: one task. It holds at most `capacity` bytes and one piece more.
final class ResponseChannel: Sendable {
    private typealias HeadWaiter = CheckedContinuation<Result<HTTPResponseHead, HTTPError>, Never>
    private typealias ChunkWaiter = CheckedContinuation<Result<[UInt8]?, HTTPError>, Never>

    private struct Waiters {
        var head: HeadWaiter?
        var chunk: ChunkWaiter?
    }

    private struct State {
        var head: HTTPResponseHead?
        var bytes: [UInt8] = []
        /// Set once; nil inside means that the body is complete.
        var end: Result<Void, HTTPError>?
        var producerWaits = false
        var headWaiter: HeadWaiter?
        var chunkWaiter: ChunkWaiter?
    }

    private let state = Mutex(State())
    private let capacity: Int

    init(capacity: Int = 1 << 18) { self.capacity = capacity }

    func deliver(_ head: HTTPResponseHead) {
        let waiter = state.withLock { state in
            state.head = head
            defer { state.headWaiter = nil }
            return state.headWaiter
        }
        waiter?.resume(returning: .success(head))
    }

    /// Takes a piece of the body; false when the reader is behind: then nothing was taken, and the
    /// reader's `onRoom` will be called once there is room.
    func offer(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let (accepted, waiter) = state.withLock { state in
            if let waiter = state.chunkWaiter {
                state.chunkWaiter = nil
                return (true, Optional(waiter))
            }
            guard state.bytes.count < capacity || state.end != nil else {
                state.producerWaits = true
                return (false, nil)
            }
            state.bytes.append(contentsOf: bytes)
            return (true, nil)
        }
        waiter?.resume(returning: .success(Array(bytes)))
        return accepted
    }

    /// Ends the answer; only the first call counts. After a failure, unread bytes are still handed out first, except
    /// when it was cancelled.
    /// - Returns: false when the answer had ended already.
    @discardableResult
    func finish(_ end: Result<Void, HTTPError>) -> Bool {
        let waiters = state.withLock { state -> Waiters? in
            guard state.end == nil else { return nil }
            state.end = end
            if case .failure(.cancelled) = end { state.bytes = [] }
            defer { (state.headWaiter, state.chunkWaiter) = (nil, nil) }
            return Waiters(head: state.headWaiter, chunk: state.chunkWaiter)
        }
        waiters?.head?.resume(returning: Self.withoutHead(end))
        waiters?.chunk?.resume(returning: end.map { nil })
        return waiters != nil
    }

    func head() async -> Result<HTTPResponseHead, HTTPError> {
        await withCheckedContinuation { continuation in
            let ready: Result<HTTPResponseHead, HTTPError>? = state.withLock { state in
                if case .failure(.cancelled) = state.end { return .failure(.cancelled) }
                if let head = state.head { return .success(head) }
                if let end = state.end { return Self.withoutHead(end) }
                state.headWaiter = continuation
                return nil
            }
            if let ready { continuation.resume(returning: ready) }
        }
    }

    /// - Parameter onRoom: called when this made room after `offer` had refused.
    func nextChunk(onRoom: () -> Void = {}) async -> Result<[UInt8]?, HTTPError> {
        await withCheckedContinuation { continuation in
            var roomMade = false
            let ready: Result<[UInt8]?, HTTPError>? = state.withLock { state in
                if !state.bytes.isEmpty {
                    (roomMade, state.producerWaits) = (state.producerWaits, false)
                    defer { state.bytes = [] }
                    return .success(state.bytes)
                }
                if let end = state.end { return end.map { nil } }
                state.chunkWaiter = continuation
                return nil
            }
            if roomMade { onRoom() }
            if let ready { continuation.resume(returning: ready) }
        }
    }

    private static func withoutHead(_ end: Result<Void, HTTPError>) -> Result<HTTPResponseHead, HTTPError> {
        end.flatMap { .failure(HTTPError(.notHTTP, "The server closed the connection without an answer.")) }
    }
}
