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
    static func memory(of processes: [pid_t]) -> MemoryPeak {
        var sum = MemoryPeak()
        for process in processes {
            for line in SmallFile.text("/proc/\(process)/smaps_rollup").split(separator: "\n") {
                let words = line.split(separator: " ", omittingEmptySubsequences: true)
                guard words.count == 3, let kilobytes = Int(words[1]) else { continue }
                switch words[0] {
                case "Pss:": sum.resident += kilobytes << 10
                case "Pss_Anon:", "Pss_Shmem:": sum.anonymous += kilobytes << 10
                default: break
                }
            }
        }
        return sum
    }

    private static func children(of process: pid_t) -> [pid_t] {
        guard let folder = opendir("/proc/\(process)/task") else { return [] }
        defer { closedir(folder) }
        var found: [pid_t] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
            }
            guard name.first?.isNumber == true else { continue }
            found += SmallFile.text("/proc/\(process)/task/\(name)/children").split(separator: " ").compactMap {
                pid_t($0)
            }
        }
        return found
    }
}
