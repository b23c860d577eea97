import Glibc
import Synchronization

/// The thread on which plain sub-calls run, of all workers of the process.
///
/// A sub-call is a few microseconds of work between long waits, and many come at once. On one thread they cost neither
/// a change of threads each nor a wait for another's lock, and what has become ready by the time it looks is done in
/// one go. Nothing that runs here may block for long or compute much.
///
/// `@unchecked Sendable`: `late` is touched by the thread alone.
final class SubcallThread: TaskExecutor, @unchecked Sendable {
    static let shared = SubcallThread()

    private struct Inbox {
        var jobs: [UnownedJob] = []
        var hasStarted = false
        /// The thread will look into the inbox before it sleeps again.
        var isAwake = false
    }

    private let inbox = Mutex(Inbox())
    private let bell = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
    private let thread = Atomic<pthread_t>(0)
    private var late: [() -> Void] = []

    private init() { sem_init(bell, 0, 0) }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let (mustStart, mustWake) = inbox.withLock { inbox in
            inbox.jobs.append(job)
            defer { (inbox.hasStarted, inbox.isAwake) = (true, true) }
            return (!inbox.hasStarted, !inbox.isAwake)
        }
        if mustStart { start() } else if mustWake { sem_post(bell) }
    }

    /// Does `work` when all jobs that are there now have been run; at once on any other thread.
    func afterBatch(_ work: @escaping () -> Void) {
        if thread.load(ordering: .relaxed) == pthread_self() { late.append(work) } else { work() }
    }

    /// The thread gets no signals: they reach the threads that handle them.
    private func start() {
        var all = sigset_t()
        var before = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_BLOCK, &all, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        var thread = pthread_t()
        let code = pthread_create(
            &thread, nil,
            { _ in
                SubcallThread.shared.run()
                return nil
            }, nil)
        precondition(code == 0, "no thread for sub-calls: \(String(cString: strerror(code)))")
        pthread_detach(thread)
    }

    private func run() {
        thread.store(pthread_self(), ordering: .relaxed)
        var jobs: [UnownedJob] = []
        while true {
            inbox.withLock { inbox in
                swap(&jobs, &inbox.jobs)
                inbox.isAwake = !jobs.isEmpty
            }
            if jobs.isEmpty { sem_wait(bell) }
            for job in jobs { job.runSynchronously(on: asUnownedTaskExecutor()) }
            jobs.removeAll(keepingCapacity: true)
            for work in late { work() }
            late.removeAll(keepingCapacity: true)
        }
    }
}
