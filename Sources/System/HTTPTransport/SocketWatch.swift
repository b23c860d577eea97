import CCurl
import Glibc

/// The sockets that libcurl wants to be told of, and the time at which it wants to be called.
///
/// `@unchecked Sendable`: used by the transfer thread alone, but for `wake`, which any thread may call.
final class SocketWatch: @unchecked Sendable {
    private let poll = epoll_create1(Int32(EPOLL_CLOEXEC))
    private let bell = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
    /// When libcurl wants to be called; nil when only its sockets matter.
    private(set) var deadline: ContinuousClock.Instant?

    init() {
        precondition(poll >= 0 && bell >= 0, "no descriptor is left to watch network sockets with")
        change(EPOLL_CTL_ADD, bell, EPOLLIN.rawValue)
    }

    deinit {
        close(poll)
        close(bell)
    }

    /// Has a multi handle tell what it waits for.
    func serve(_ multi: UnsafeMutableRawPointer) {
        let context = Unmanaged.passUnretained(self).toOpaque()
        ccurl_multi_set_pointer(multi, CURLMOPT_SOCKETDATA, context)
        ccurl_multi_set_pointer(multi, CURLMOPT_TIMERDATA, context)
        ccurl_multi_set_socket_callback(multi) { _, socket, wish, context, _ in
            guard let context else { return 0 }
            SocketWatch.from(context).watch(socket, wish)
            return 0
        }
        ccurl_multi_set_timer_callback(multi) { _, milliseconds, context in
            guard let context else { return 0 }
            SocketWatch.from(context).deadline = milliseconds < 0 ? nil : .now + .milliseconds(milliseconds)
            return 0
        }
    }

    private static func from(_ context: UnsafeMutableRawPointer) -> SocketWatch {
        Unmanaged.fromOpaque(context).takeUnretainedValue()
    }

    /// Ends a wait, or the next one.
    func wake() { eventfd_write(bell, 1) }

    /// Forgets the deadline, since libcurl is about to be called.
    func meetDeadline() { deadline = nil }

    /// Waits until something happens, libcurl wants to be called, or `longest` milliseconds have passed.
    /// - Parameter onEvent: told each socket with what it is ready for, in libcurl's terms.
    func wait(longest: Int32, onEvent: (curl_socket_t, Int32) -> Void) {
        withUnsafeTemporaryAllocation(of: epoll_event.self, capacity: 64) { events in
            let count = epoll_wait(poll, events.baseAddress, 64, milliseconds(longest))
            for event in events.prefix(Int(max(0, count))) {
                if event.data.fd == bell {
                    var rings: eventfd_t = 0
                    eventfd_read(bell, &rings)
                } else {
                    onEvent(event.data.fd, Self.readiness(event.events))
                }
            }
        }
    }

    private func milliseconds(_ longest: Int32) -> Int32 {
        guard let deadline else { return longest }
        let (seconds, attoseconds) = (deadline - .now).components
        if seconds < 0 || attoseconds <= 0 && seconds == 0 { return 0 }
        return seconds > 3600 ? longest : min(longest, Int32(seconds * 1000 + attoseconds / 1_000_000_000_000_000 + 1))
    }

    private static func readiness(_ events: UInt32) -> Int32 {
        var ready: Int32 = 0
        if events & EPOLLIN.rawValue != 0 { ready |= CURL_CSELECT_IN }
        if events & EPOLLOUT.rawValue != 0 { ready |= CURL_CSELECT_OUT }
        if events & (EPOLLERR.rawValue | EPOLLHUP.rawValue) != 0 { ready |= CURL_CSELECT_ERR }
        return ready
    }

    private func watch(_ socket: curl_socket_t, _ wish: Int32) {
        if wish == CURL_POLL_REMOVE { return _ = change(EPOLL_CTL_DEL, socket, 0) }
        let events =
            (wish & CURL_POLL_IN != 0 ? EPOLLIN.rawValue : 0) | (wish & CURL_POLL_OUT != 0 ? EPOLLOUT.rawValue : 0)
        if !change(EPOLL_CTL_ADD, socket, events) { change(EPOLL_CTL_MOD, socket, events) }
    }

    @discardableResult
    private func change(_ how: Int32, _ descriptor: Int32, _ events: UInt32) -> Bool {
        var event = epoll_event(events: events, data: epoll_data_t(fd: descriptor))
        return epoll_ctl(poll, how, descriptor, &event) == 0
    }
}
