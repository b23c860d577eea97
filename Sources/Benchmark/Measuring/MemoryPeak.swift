import Glibc
import Posix

/// The most memory that a tree of processes held at once, in bytes; a page that several of them share counts once.
package struct MemoryPeak: Sendable, Equatable {
    /// Pages that are no file's on disk, those of memory files included: they stay for as long as they are needed.
    package var anonymous = 0
    /// All pages, those of mapped files included.
    package var resident = 0

    init() {}

    /// What the processes hold at this moment.
    ///
    /// Memory files count whole, whether anybody has mapped them or not: their pages are no file's on disk.
    init(of processes: [RunningProcess]) {
        var sum = ProcessMemory()
        var memoryFiles: [ino_t: Int] = [:]
        for process in processes {
            sum.add(ProcessMemory(of: process))
            memoryFiles.merge(MemoryFiles.open(in: process)) { max($0, $1) }
        }
        let shared = max(sum.shared, memoryFiles.values.reduce(0, +))
        anonymous = sum.anonymous + shared
        resident = sum.anonymous + sum.files + shared
    }

    mutating func take(_ other: MemoryPeak) {
        anonymous = max(anonymous, other.anonymous)
        resident = max(resident, other.resident)
    }
}
