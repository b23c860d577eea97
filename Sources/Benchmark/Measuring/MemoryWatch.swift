import Glibc
import Posix
import Synchronization

/// Watches the memory of the processes below this one from a thread of its own.
final class MemoryWatch: Sendable {
    private struct State {
        var peak = MemoryPeak()
        var stopped = false
    }

    /// Microseconds between two looks.
    private static let interval: useconds_t = 3000

    private let state = Mutex(State())

    /// Starts watching; the servers that serve the measurement are left out.
    init(excluding excluded: Set<RunningProcess>) {
        var thread = pthread_t()
        let context = Unmanaged.passRetained(Watched(watch: self, excluded: excluded))
        let code = pthread_create(
            &thread, nil,
            { context in
                if let context { Unmanaged<Watched>.fromOpaque(context).takeRetainedValue().run() }
                return nil
            }, context.toOpaque())
        precondition(code == 0, "no thread to watch memory with: \(String(cString: strerror(code)))")
        pthread_detach(thread)
    }

    /// Ends the watching and tells what it saw.
    func stop() -> MemoryPeak {
        state.withLock {
            $0.stopped = true
            return $0.peak
        }
    }

    /// What the thread works on.
    private final class Watched: Sendable {
        let watch: MemoryWatch
        let excluded: Set<RunningProcess>

        init(watch: MemoryWatch, excluded: Set<RunningProcess>) {
            self.watch = watch
            self.excluded = excluded
        }

        func run() {
            while !watch.state.withLock({ $0.stopped }) {
                let now = MemoryPeak(of: RunningProcess.own.descendants(excluding: excluded))
                watch.state.withLock { $0.peak.take(now) }
                usleep(MemoryWatch.interval)
            }
        }
    }
}
