import Glibc
import Synchronization

/// Shows how a pool is while it is in use, for `rlm pool` in another process.
package final class PoolPublisher: Sendable {
    private static let interval = Duration.milliseconds(300)
    private static let count = Atomic(0)
    /// What this process shows now.
    private static let open = Mutex<[String: PoolStateFolder]>([:])

    private let folder: PoolStateFolder
    private let name: String
    private let isPublishing = Mutex(false)

    package init(_ folder: PoolStateFolder) {
        self.folder = folder
        name = "pool-\(getpid())-\(Self.count.add(1, ordering: .relaxed).newValue).json"
    }

    deinit { Self.remove(name, from: folder) }

    /// Starts to show what `snapshot` returns, until that is nil; does nothing the second time.
    func publish(_ snapshot: @escaping @Sendable () -> PoolSnapshot?) {
        let already = isPublishing.withLock { isPublishing in
            defer { isPublishing = true }
            return isPublishing
        }
        guard !already else { return }
        Task.detached { [folder, name] in
            guard folder.prepare() else { return }
            Self.open.withLock { $0[name] = folder }
            var last: PoolSnapshot?
            while let current = snapshot() {
                let isOpen = Self.open.withLock { open in
                    if open[name] != nil, current != last { folder.write(current, to: name) }
                    return open[name] != nil
                }
                guard isOpen else { return }
                last = current
                try? await Task.sleep(for: Self.interval)
            }
        }
    }

    /// Takes away all that this process shows, for good.
    package static func withdrawAll() {
        open.withLock { open in
            for (name, folder) in open { folder.remove(name) }
            open = [:]
        }
    }

    private static func remove(_ name: String, from folder: PoolStateFolder) {
        open.withLock { open in
            if open.removeValue(forKey: name) != nil { folder.remove(name) }
        }
    }
}
