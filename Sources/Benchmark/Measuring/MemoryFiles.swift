import Glibc
import Posix

/// Files that have no place on a disk but in memory, which processes hold open.
enum MemoryFiles {
    /// The bytes that each takes, by its number.
    static func open(in process: RunningProcess) -> [ino_t: Int] {
        var sizes: [ino_t: Int] = [:]
        let folder = "/proc/\(process.id)/fd"
        for number in ProcFile.numbers(in: folder) {
            let path = "\(folder)/\(number)"
            guard isMemoryFile(path) else { continue }
            var status = stat()
            if stat(path, &status) == 0 { sizes[status.st_ino] = Int(status.st_blocks) * 512 }
        }
        return sizes
    }

    private static func isMemoryFile(_ link: String) -> Bool {
        let prefix = Array("/memfd:".utf8)
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: prefix.count) { target in
            guard let start = target.baseAddress else { return false }
            return readlink(link, start, target.count) == prefix.count
                && target.elementsEqual(prefix) { UInt8(bitPattern: $0) == $1 }
        }
    }
}
