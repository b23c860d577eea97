@preconcurrency import Dispatch
package import JSON
package import Posix
import Synchronization

/// A client of a daemon: asks, waits for answers, hears notifications.
///
/// The connection is closed when this object is let go.
package final class RPCClient: Sendable {
    package struct Notification: Sendable, Equatable {
        package var method: String
        package var params: JSONValue

        package init(method: String, params: JSONValue) {
            self.method = method
            self.params = params
        }
    }

    /// The connection has ended: what was asked stays without an answer.
    package static let lost = RPCError(
        .shuttingDown, "the connection to the daemon was lost", hint: "it may have ended; connect again")

    private struct Pending {
        var answers: [Int: CheckedContinuation<JSONValue, any Error>] = [:]
        var next = 1
        var isLost = false
    }

    /// What the server sends by itself, in order; ends with the connection. For one reader.
    package let notifications: AsyncStream<Notification>
    private let noting: AsyncStream<Notification>.Continuation
    private let channel: LineChannel
    private let pending = Mutex(Pending())

    /// - Parameter socket: connected to a server.
    package init(_ socket: Descriptor) throws(PosixError) {
        (notifications, noting) = AsyncStream.makeStream()
        let queue = DispatchQueue(label: "rlm.client")
        channel = try LineChannel(output: socket, limits: Dispatcher.Limits(), queue: queue)
        queue.async { [weak self, channel] in
            channel.onClosed = { [weak self] in self?.fail() }
            do throws(PosixError) {
                try channel.start(
                    reading: socket, onLine: { [weak self] in self?.receive($0) },
                    onEnd: { [channel] _ in channel.close() })
            } catch {
                channel.close()
            }
        }
    }

    deinit {
        let channel = channel
        channel.queue.async { channel.close() }
        noting.finish()
    }

    /// Asks, and waits for the answer; a cancelled task cancels the request, too.
    package func request(_ method: String, _ params: JSONValue = [:]) async throws -> JSONValue {
        let number = pending.withLock { pending in
            defer { pending.next += 1 }
            return pending.next
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let isLost = pending.withLock { pending in
                    if !pending.isLost { pending.answers[number] = continuation }
                    return pending.isLost
                }
                if isLost { return continuation.resume(throwing: Self.lost) }
                send(.request(.number(number), method: method, params: params))
                // One that was cancelled before the request went out came to nothing.
                if Task.isCancelled { cancel(number) }
            }
        } onCancel: {
            cancel(number)
        }
    }

    private func cancel(_ number: Int) {
        notify(Dialect.rlm.cancelling.method, ["id": .integer(number)])
    }

    /// The handshake, which has to come first.
    @discardableResult
    package func initialize(
        name: String, version: String, capabilities: JSONValue = [:]
    ) async throws -> JSONValue {
        try await request(
            "initialize",
            [
                "protocolVersion": .integer(MethodTable.protocolVersion),
                "clientInfo": ["name": .string(name), "version": .string(version)], "capabilities": capabilities,
            ])
    }

    package func notify(_ method: String, _ params: JSONValue) {
        send(.notification(method: method, params: params))
    }

    /// Ends the connection.
    package func close() {
        let channel = channel
        channel.queue.async { channel.close() }
    }

    private func send(_ message: RPCMessage) {
        let channel = channel
        channel.queue.async { channel.send(Outgoing(message)) }
    }

    private func receive(_ line: UnsafeBufferPointer<UInt8>) {
        switch try? RPCMessage(line: line) {
        case .result(.number(let number), let value)?: take(number)?.resume(returning: value)
        case .error(.number(let number)?, let error)?: take(number)?.resume(throwing: error)
        case .notification(let method, let params)?: noting.yield(Notification(method: method, params: params))
        default: break
        }
    }

    private func take(_ number: Int) -> CheckedContinuation<JSONValue, any Error>? {
        pending.withLock { $0.answers.removeValue(forKey: number) }
    }

    private func fail() {
        let answers = pending.withLock { pending in
            defer { pending.answers = [:] }
            pending.isLost = true
            return Array(pending.answers.values)
        }
        noting.finish()
        for answer in answers { answer.resume(throwing: Self.lost) }
    }
}
