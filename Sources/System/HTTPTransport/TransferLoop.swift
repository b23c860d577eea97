import CCurl
import Posix
import Synchronization

/// The thread that drives every transfer of one client with libcurl's multi interface: only those for which something has
/// come are looked at.
///
/// The thread starts with the first transfer and ends after `stop`. It blocks all signals, so that they reach the
/// threads that handle them and a broken pipe is an error code rather than a signal.
/// `@unchecked Sendable`: `multi` is created in `init` and then used by the thread alone, and so is all that it holds of
/// transfers; only `inbox` and `SocketWatch.wake` are for any thread.
final class TransferLoop: @unchecked Sendable {
    enum Command {
        case start(Transfer)
        case cancel(Transfer)
        case resume(Transfer)
        case drain(Transfer)
    }

    private struct Inbox {
        var commands: [Command] = []
        var running = false
        var stopped = false
        /// The thread will look into the inbox before it waits again.
        var isAwake = false
    }

    private let inbox = Mutex(Inbox())
    private let multi: UnsafeMutableRawPointer
    private let sockets = SocketWatch()
    private var transfers: [UnsafeMutableRawPointer: Transfer] = [:]
    /// Transfers with something new for their readers.
    private var news: [Transfer] = []
    /// Handles that are free for the next transfers, with what they are prepared for; both cost more than a small
    /// request.
    private var spareHandles: [(easy: UnsafeMutableRawPointer, form: RequestForm)] = []
    private static let mostSpareHandles = 64
    private var nextCheck = ContinuousClock.now
    private static let checkInterval = 0.1

    init() {
        guard let multi = curl_multi_init() else { preconditionFailure("libcurl has no memory for a multi handle") }
        self.multi = multi
        ccurl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, 512)
        sockets.serve(multi)
    }

    deinit {
        for spare in spareHandles { curl_easy_cleanup(spare.easy) }
        curl_multi_cleanup(multi)
    }

    /// Hands a command to the thread, which acts on it at once.
    func post(_ command: Command) {
        let (mustStart, mustWake, accepted) = inbox.withLock { inbox in
            guard !inbox.stopped else { return (false, false, false) }
            inbox.commands.append(command)
            defer { (inbox.running, inbox.isAwake) = (true, true) }
            return (!inbox.running, !inbox.isAwake, true)
        }
        if mustStart {
            BackgroundThread.start(for: "network transfers") { self.run() }
        } else if mustWake {
            sockets.wake()
        }
        if !accepted, case .start(let transfer) = command {
            transfer.channel.finish(.failure(.cancelled))
        }
    }

    /// Ends the thread; transfers under way fail as cancelled.
    func stop() {
        inbox.withLock { $0.stopped = true }
        sockets.wake()
    }

    private func run() {
        while true {
            let (commands, stopped) = inbox.withLock { inbox in
                defer { (inbox.commands, inbox.isAwake) = ([], true) }
                return (inbox.commands, inbox.stopped)
            }
            for command in commands { perform(command) }
            if stopped { return failAll() }
            if let deadline = sockets.deadline, deadline <= .now { drive(CURL_SOCKET_TIMEOUT, 0) }
            collectFinished()
            tellReaders()
            checkTimeouts()
            let mayWait = inbox.withLock { inbox in
                if inbox.commands.isEmpty && !inbox.stopped { inbox.isAwake = false }
                return !inbox.isAwake
            }
            guard mayWait else { continue }
            sockets.wait(longest: transfers.isEmpty ? 60_000 : Int32(Self.checkInterval * 1000), onEvent: drive)
        }
    }

    /// Has libcurl go on with what waits for a socket, or for its deadline.
    private func drive(_ socket: curl_socket_t, _ readiness: Int32) {
        if socket == CURL_SOCKET_TIMEOUT { sockets.meetDeadline() }
        var running: Int32 = 0
        curl_multi_socket_action(multi, socket, readiness, &running)
    }

    private func perform(_ command: Command) {
        switch command {
        case .start(let transfer):
            guard let easy = handle(for: transfer.form) else {
                transfer.channel.finish(.failure(HTTPError(.other, "Out of memory.")))
                return
            }
            transfer.begin(with: easy) { [unowned self, unowned transfer] in news.append(transfer) }
            transfers[easy] = transfer
            curl_multi_add_handle(multi, easy)
        case .cancel(let transfer):
            if let easy = transfer.easy { remove(easy) }
        case .resume(let transfer):
            if let easy = transfer.easy, transfers[easy] === transfer { transfer.resume() }
        case .drain(let transfer):
            if let easy = transfer.easy, transfers[easy] === transfer { transfer.drain() }
        }
    }

    /// A handle that is prepared for requests of a form.
    private func handle(for form: RequestForm) -> UnsafeMutableRawPointer? {
        if let index = spareHandles.lastIndex(where: { $0.form === form }) {
            return spareHandles.remove(at: index).easy
        }
        guard let easy = spareHandles.popLast()?.easy ?? curl_easy_init() else { return nil }
        form.prepare(easy, environment: .process)
        return easy
    }

    private func collectFinished() {
        var left: Int32 = 0
        while let message = curl_multi_info_read(multi, &left) {
            guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle else { continue }
            let result = message.pointee.data.result
            remove(easy)?.finish(result)
        }
    }

    /// Wakes the tasks for which something has come since the last time.
    private func tellReaders() {
        while !news.isEmpty {
            let told = news
            news.removeAll(keepingCapacity: true)
            // Going on with a transfer may bring news at once.
            for transfer in told where transfer.channel.flush() { transfer.resume() }
        }
    }

    private func checkTimeouts() {
        let now = ContinuousClock.now
        guard now >= nextCheck else { return }
        nextCheck = now + .seconds(Self.checkInterval)
        for (easy, transfer) in transfers {
            guard let timeout = transfer.timeout(at: now) else { continue }
            remove(easy)
            transfer.channel.finish(.failure(timeout))
        }
    }

    @discardableResult
    private func remove(_ easy: UnsafeMutableRawPointer) -> Transfer? {
        guard let transfer = transfers.removeValue(forKey: easy) else { return nil }
        curl_multi_remove_handle(multi, easy)
        transfer.detach()
        if spareHandles.count < Self.mostSpareHandles {
            spareHandles.append((easy, transfer.form))
        } else {
            curl_easy_cleanup(easy)
        }
        return transfer
    }

    private func failAll() {
        for (easy, transfer) in transfers {
            remove(easy)
            transfer.channel.finish(.failure(.cancelled))
        }
    }
}
