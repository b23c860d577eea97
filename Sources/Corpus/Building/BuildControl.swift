import Glibc
import Synchronization

/// What all threads of one build share: whether it is cancelled, and how far it is.
final class BuildControl: Sendable {
    private let cancelled = Atomic(false)
    private let filesSeen = Atomic(0)
    private let bytesRead = Atomic(0)
    /// Milliseconds, by a clock that only goes forward.
    private let lastReport = Atomic(0)
    private let onProgress: @Sendable (CorpusProgress) -> Void

    init(_ onProgress: @escaping @Sendable (CorpusProgress) -> Void) {
        self.onProgress = onProgress
    }

    func cancel() { cancelled.store(true, ordering: .relaxed) }

    /// To be called often.
    func check() throws(CorpusError) {
        if cancelled.load(ordering: .relaxed) { throw .cancelled }
    }

    func count(files: Int = 0, bytes: Int = 0) {
        if files > 0 { filesSeen.add(files, ordering: .relaxed) }
        if bytes > 0 { bytesRead.add(bytes, ordering: .relaxed) }
        let last = lastReport.load(ordering: .relaxed)
        let now = Self.milliseconds()
        guard now - last >= 50 else { return }
        // Of several threads one reports.
        if lastReport.compareExchange(expected: last, desired: now, ordering: .relaxed).exchanged { report() }
    }

    func report() {
        onProgress(
            CorpusProgress(
                filesSeen: filesSeen.load(ordering: .relaxed), bytesRead: bytesRead.load(ordering: .relaxed)))
    }

    private static func milliseconds() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC_COARSE, &time)
        return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
    }
}
