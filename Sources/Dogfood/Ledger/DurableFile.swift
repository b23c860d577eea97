import Glibc
import Posix

/// Files that are whole after a crash, and on the disk when a call returns; for their owner alone.
enum DurableFile {
    /// Puts `bytes` at `path`, in the place of what may stand there.
    static func write(_ bytes: [UInt8], to path: String, mode: mode_t = 0o600) throws(PosixError) {
        let draft = "\(path).\(getpid()).draft"
        unlink(draft)
        let number = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode)
        guard number >= 0 else { throw .last("open", draft) }
        let file = Descriptor(owning: number)
        do throws(PosixError) {
            try file.writeAll(bytes)
            guard fsync(number) == 0 else { throw PosixError.last("fsync", draft) }
            guard rename(draft, path) == 0 else { throw PosixError.last("rename", path) }
        } catch {
            unlink(draft)
            throw error
        }
        try syncFolder(of: path)
    }

    /// Makes the name of a file as lasting as its content.
    static func syncFolder(of path: String) throws(PosixError) {
        let folder = try Descriptor.openFolder(String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]))
        guard fsync(folder.number) == 0 else { throw .last("fsync", path) }
    }

    /// All of a file.
    static func read(_ path: String) throws(PosixError) -> [UInt8] {
        let number = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard number >= 0 else { throw .last("open", path) }
        return try read(Descriptor(owning: number), from: 0)
    }

    /// The bytes of a file from an offset to its end.
    static func read(_ file: Descriptor, from offset: Int) throws(PosixError) -> [UInt8] {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = pread(file.number, &piece, piece.count, off_t(offset + bytes.count))
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw .last("pread") }
            if count == 0 { return bytes }
            bytes += piece[..<count]
        }
    }
}
