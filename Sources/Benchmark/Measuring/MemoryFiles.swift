import Glibc

/// Files that have no place on a disk but in memory, which processes hold open.
enum MemoryFiles {
    /// The bytes that each takes, by its number.
    static func open(in process: pid_t) -> [ino_t: Int] {
        var sizes: [ino_t: Int] = [:]
        let folder = "/proc/\(process)/fd"
        for name in ProcFolder.names(in: folder) {
            let path = "\(folder)/\(name)"
            var target = [CChar](repeating: 0, count: 32)
            guard readlink(path, &target, target.count - 1) > 0, String(cString: target).hasPrefix("/memfd:") else {
                continue
            }
            var status = stat()
            if stat(path, &status) == 0 { sizes[status.st_ino] = Int(status.st_blocks) * 512 }
        }
        return sizes
    }
}
