import GitStore
import Glibc
import Posix

/// What a folder holds under one name.
struct FolderEntry {
    enum Kind {
        case file, folder, symlink, special
    }

    let name: GitPath
    let kind: Kind

    /// What a folder holds, in git's order: byte-wise, a folder as if its name ended in `/`.
    ///
    /// `descriptor`, which is open for reading, is closed.
    static func list(_ descriptor: Int32) throws(PosixError) -> [FolderEntry] {
        guard let stream = fdopendir(descriptor) else {
            let failure = PosixError.last("fdopendir")
            close(descriptor)
            throw failure
        }
        defer { closedir(stream) }
        var found: [(key: GitPath, entry: FolderEntry)] = []
        while true {
            errno = 0
            guard let record = readdir(stream) else {
                if errno != 0 { throw .last("readdir") }
                break
            }
            guard let entry = FolderEntry(record, in: descriptor) else { continue }
            found.append((entry.kind == .folder ? entry.name + [UInt8(ascii: "/")] : entry.name, entry))
        }
        return found.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.entry)
    }

    /// Nil for `.` and `..`, and for what has vanished.
    private init?(_ record: UnsafeMutablePointer<dirent>, in descriptor: Int32) {
        let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
        let start = UnsafeRawPointer(record) + offset
        name = GitPath(copying: start.assumingMemoryBound(to: CChar.self))
        if name.elementsEqual(".".utf8) || name.elementsEqual("..".utf8) { return nil }
        switch Int(record.pointee.d_type) {
        case Int(DT_REG): kind = .file
        case Int(DT_DIR): kind = .folder
        case Int(DT_LNK): kind = .symlink
        case Int(DT_UNKNOWN):
            var status = stat()
            guard name.withCString({ fstatat(descriptor, $0, &status, AT_SYMLINK_NOFOLLOW) }) == 0 else { return nil }
            switch status.st_mode & S_IFMT {
            case S_IFREG: kind = .file
            case S_IFDIR: kind = .folder
            case S_IFLNK: kind = .symlink
            default: kind = .special
            }
        default: kind = .special
        }
    }
}
