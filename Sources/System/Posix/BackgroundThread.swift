import Glibc

/// A thread of its own for work that waits most of the time.
///
/// It gets no signals, and neither do the threads that it starts: they reach the threads that handle them.
package enum BackgroundThread {
    /// Runs `body` on a new thread, which ends with it.
    /// - Parameter purpose: what the thread is for, for the message when the system has none left.
    package static func start(for purpose: String, _ body: @escaping @Sendable () -> Void) {
        var all = sigset_t()
        var before = sigset_t()
        sigfillset(&all)
        // The new thread inherits the mask.
        pthread_sigmask(SIG_BLOCK, &all, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        var thread = pthread_t()
        let context = Unmanaged.passRetained(Work(body)).toOpaque()
        let code = pthread_create(
            &thread, nil,
            { context in
                if let context { Unmanaged<Work>.fromOpaque(context).takeRetainedValue().body() }
                return nil
            }, context)
        precondition(code == 0, "no thread for \(purpose): \(String(cString: strerror(code)))")
        pthread_detach(thread)
    }

    private final class Work: Sendable {
        let body: @Sendable () -> Void

        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
}
