import Glibc
import Posix
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
        if mustStart {
            BackgroundThread.start(for: "sub-calls") { self.run() }
        } else if mustWake {
            sem_post(bell)
        }
    }

    /// Does `work` when all jobs that are there now have been run; at once on any other thread.
    func afterBatch(_ work: @escaping () -> Void) {
        if thread.load(ordering: .relaxed) == pthread_self() { late.append(work) } else { work() }
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
