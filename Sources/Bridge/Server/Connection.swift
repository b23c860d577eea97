@preconcurrency import Dispatch
import JSON
package import Posix

/// One client of a server: reads its requests, runs them, answers.
///
/// `@unchecked Sendable`: all state is touched on `queue` only; what is called from elsewhere says so.
package final class Connection: @unchecked Sendable {
    package let peer: Peer
    private let queue: DispatchQueue
    private let dispatcher: Dispatcher
    private let channel: LineChannel
    private var inFlight: [RPCID: Task<Void, Never>] = [:]
    private var hasEnded = false
    private var isShuttingDown = false
    private let onEnd: @Sendable (Connection) -> Void

    /// - Parameters:
    ///   - output: may be the same as what is read from.
    ///   - held: what all clients of a server have on the way.
    ///   - onEnd: called once, on the connection's queue, when it is over.
    package init(
        output: Descriptor, credentials: PeerCredentials? = nil, dispatcher: Dispatcher, held: HeldBytes? = nil,
        onEnd: @escaping @Sendable (Connection) -> Void
    ) throws(PosixError) {
        // Without this target, each queue that has something to do would get a thread of its own.
        let queue = DispatchQueue(label: "rlm.connection", target: .global(qos: .userInteractive))
        let channel = try LineChannel(output: output, limits: dispatcher.limits, queue: queue, held: held)
        self.queue = queue
        self.channel = channel
        self.dispatcher = dispatcher
        self.onEnd = onEnd
        peer = Peer(credentials: credentials) { [weak channel] message in
            queue.async { channel?.send(message) }
        }
    }

    /// Begins to read. Callable from anywhere, once.
    package func start(reading input: Descriptor) {
        queue.async {
            self.channel.onClosed = { [unowned self] in over() }
            do throws(PosixError) {
                try self.channel.start(
                    reading: input, onLine: { [unowned self] in receive($0) },
                    onEnd: { [unowned self] in inputEnded($0) })
            } catch {
                self.channel.close()
            }
        }
    }

    /// Takes no further request, and closes when those under way are answered. Callable from anywhere.
    package func shutDown(patience: Double = 2) {
        queue.async {
            self.isShuttingDown = true
            self.queue.asyncAfter(deadline: .now() + patience) { [weak self] in self?.channel.close() }
            self.finishIfDone()
        }
    }

    // MARK: What comes in

    private func receive(_ line: UnsafeBufferPointer<UInt8>) {
        do throws(RPCMessage.Malformed) {
            switch try RPCMessage(line: line) {
            case .request(let id, let method, let params): request(id, method, params)
            case .notification(let method, let params): notification(method, params)
            case .result, .error: break
            }
        } catch {
            send(.error(error.id, error.error))
        }
    }

    private func request(_ id: RPCID, _ method: String, _ params: JSONValue) {
        do throws(RPCError) {
            let handler = try handler(of: method)
            guard inFlight[id] == nil else {
                throw RPCError(.invalidRequest, "the id \(id) is that of a request still under way")
            }
            let context = RequestContext(peer: peer)
            switch handler {
            case .immediate(let body): answer(id, Result { try body(Parameters(params), context) })
            case .task(let body):
                guard inFlight.count < dispatcher.limits.inFlight else {
                    throw RPCError(
                        .busy, "\(inFlight.count) requests are under way, which is the limit",
                        hint: "wait for an answer before the next request")
                }
                run(id, body, Parameters(params), context)
            }
        } catch {
            send(.error(id, error))
        }
    }

    private func run(
        _ id: RPCID, _ body: @escaping @Sendable (Parameters, RequestContext) async throws -> JSONValue,
        _ params: Parameters, _ context: RequestContext
    ) {
        inFlight[id] = Task { [weak self, queue] in
            let result: Result<JSONValue, any Error>
            do {
                result = .success(try await body(params, context))
            } catch {
                result = .failure(error)
            }
            queue.async {
                guard let self else { return }
                self.inFlight[id] = nil
                self.answer(id, result)
                self.finishIfDone()
            }
        }
    }

    private func handler(of method: String) throws(RPCError) -> MethodTable.Handler {
        if isShuttingDown {
            throw RPCError(.shuttingDown, "the server is ending", hint: "connect again to reach the next one")
        }
        guard peer.introduction != nil || dispatcher.dialect.openMethods.contains(method) else {
            throw RPCError(.notInitialized, "“\(method.prefix(60))” came before “initialize”", hint: "send initialize")
        }
        guard let handler = dispatcher.methods[method] else {
            throw RPCError(.methodNotFound, "there is no method “\(method.prefix(60))”")
        }
        return handler
    }

    private func notification(_ method: String, _ params: JSONValue) {
        let cancelling = dispatcher.dialect.cancelling
        guard method != cancelling.method else {
            if let id = params[cancelling.parameter].flatMap(RPCID.init) { inFlight[id]?.cancel() }
            return
        }
        guard let handler = try? handler(of: method) else { return }
        let context = RequestContext(peer: peer)
        switch handler {
        case .immediate(let body): _ = try? body(Parameters(params), context)
        case .task: break
        }
    }

    // MARK: What goes out

    private func answer(_ id: RPCID, _ result: Result<JSONValue, any Error>) {
        switch result {
        case .success(let value): send(.result(id, value))
        case .failure(let failure):
            let error = dispatcher.error(failure)
            if error.kind == .cancelled, !dispatcher.dialect.answersCancelled { return }
            send(.error(id, error))
        }
    }

    private func send(_ message: RPCMessage) { channel.send(Outgoing(message)) }

    // MARK: The end

    private func inputEnded(_ ending: LineChannel.Ending) {
        isShuttingDown = true
        switch ending {
        case .closed:
            if dispatcher.dialect.endOfInputCancels { cancelAll() }
        case .tooLong:
            close(
                RPCError(
                    .tooLarge, "a line is longer than \(dispatcher.limits.lineBytes) bytes",
                    hint: "name files by path in place of text"))
        case .crowded:
            close(
                RPCError(
                    .busy, "the clients have more than \(dispatcher.limits.heldBytes) bytes on the way, this one most",
                    hint: "connect again; name files by path in place of text, and read what is sent"))
        case .lost: cancelAll()
        }
        finishIfDone()
    }

    /// Says why, and closes.
    private func close(_ error: RPCError) {
        cancelAll()
        send(.error(nil, error))
        channel.finish()
    }

    private func finishIfDone() {
        if isShuttingDown, inFlight.isEmpty { channel.finish() }
    }

    private func cancelAll() {
        for task in inFlight.values { task.cancel() }
    }

    private func over() {
        guard !hasEnded else { return }
        hasEnded = true
        cancelAll()
        peer.close()
        onEnd(self)
    }
}
