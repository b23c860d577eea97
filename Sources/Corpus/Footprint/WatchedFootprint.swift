import CPosix
import Posix
import Synchronization

/// Tells whether what a corpus was read from is as it was, however large it is in the same short time.
///
/// The kernel notes what happens in the folders; while there is nothing, only the few places are looked at that it
/// cannot speak for. Where it does not note all changes, as on disks of other machines, each place is looked at.
package final class WatchedFootprint: Sendable {
    /// What the kernel notes, and the numbers of the places that it does not speak for.
    private struct Watch {
        let changes: FolderChanges
        let apart: [Int]
    }

    private struct State {
        var watch: Watch?
        /// How often there was news.
        var news = 1
        /// What that number was when everything was last found unchanged.
        var verified = 0

        /// True when nothing has happened since everything was found unchanged.
        mutating func isQuiet() -> Bool {
            if watch?.changes.take() != false { news += 1 }
            return news == verified
        }
    }

    /// The part of the folders that the kernel watches for a user that one corpus may take.
    private static let share = 8

    private let footprint: CorpusFootprint
    private let state = Mutex(State())

    /// Looks at each place.
    package init(_ footprint: CorpusFootprint) { self.footprint = footprint }

    /// Has the kernel note changes from now on, and looks at each place once more.
    package func watch() {
        guard let watch = Self.watch(footprint) else { return }
        state.withLock { $0.watch = watch }
        _ = isUnchanged
    }

    /// True when nothing has happened to any of the places; may block for as long as it takes to look at them.
    package var isUnchanged: Bool {
        let (isQuiet, watch, news) = state.withLock { ($0.isQuiet(), $0.watch, $0.news) }
        guard let watch else { return footprint.isUnchanged }
        if isQuiet { return footprint.isUnchanged(at: watch.apart) }
        guard footprint.isUnchanged else { return false }
        // What has come since may have come too late to be seen.
        state.withLock { state in if !state.isQuiet(), state.news == news { state.verified = news } }
        return true
    }

    /// Nil where the kernel does not note all changes, or of too few folders.
    private static func watch(_ footprint: CorpusFootprint) -> Watch? {
        let (folders, apart) = footprint.folders()
        guard folders.count <= mostFolders, let changes = try? FolderChanges() else { return nil }
        for folder in folders {
            guard cposix_is_local(folder) != 0, (try? changes.add(folder, .all)) != nil else { return nil }
        }
        return Watch(changes: changes, apart: apart)
    }

    private static var mostFolders: Int {
        let limit = ProcFile.text("/proc/sys/fs/inotify/max_user_watches")
        return (Int(limit.prefix(while: \.isNumber)) ?? 0) / share
    }
}
