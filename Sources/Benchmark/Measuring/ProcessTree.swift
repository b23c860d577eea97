import Glibc

/// The processes below this one, as `/proc` tells them.
enum ProcessTree {
    /// Everything below `process`, without what is or stands below one of `excluded`.
    static func below(_ process: pid_t, excluding excluded: Set<pid_t> = []) -> [pid_t] {
        var found: [pid_t] = []
        for child in children(of: process) where !excluded.contains(child) {
            found.append(child)
            found += below(child, excluding: excluded)
        }
        return found
    }

    /// What the processes hold at this moment.
    ///
    /// Memory files count whole, whether anybody has mapped them or not: their pages are no file's on disk.
    static func memory(of processes: [pid_t]) -> MemoryPeak {
        var sum = ProcessMemory()
        var memoryFiles: [ino_t: Int] = [:]
        for process in processes {
            sum.add(ProcessMemory(of: process))
            memoryFiles.merge(MemoryFiles.open(in: process)) { max($0, $1) }
        }
        let shared = max(sum.shared, memoryFiles.values.reduce(0, +))
        return MemoryPeak(anonymous: sum.anonymous + shared, resident: sum.anonymous + sum.files + shared)
    }

    private static func children(of process: pid_t) -> [pid_t] {
        ProcFolder.names(in: "/proc/\(process)/task").flatMap { thread in
            SmallFile.text("/proc/\(process)/task/\(thread)/children").split(separator: " ").compactMap { pid_t($0) }
        }
    }
}
