import FoundationEssentials
import Glibc
import Posix

/// A file of the user's that nobody else can read, written so that a crash leaves the old text or the new.
enum PrivateFile {
    /// Opens a file to append to, made if need be.
    static func appending(_ path: String) throws(PosixError) -> Descriptor {
        let number = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard number >= 0 else { throw .last("open", path) }
        return Descriptor(owning: number)
    }

    /// Writes all of `text`, to the disk.
    static func write(_ text: String, to descriptor: Descriptor, path: String) throws(PosixError) {
        do throws(StandardOutput.Failure) {
            try StandardOutput.write(text, to: descriptor.number)
        } catch {
            errno = error.code
            throw .last("write", path)
        }
        fdatasync(descriptor.number)
    }

    /// Replaces a file by one with this text.
    static func replace(_ path: String, with text: String) throws(PosixError) {
        let draft = "\(path).\(getpid())"
        let number = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard number >= 0 else { throw .last("open", draft) }
        let file = Descriptor(owning: number)
        try write(text, to: file, path: draft)
        guard rename(draft, path) == 0 else { throw .last("rename", path) }
    }

    static func text(_ path: String) -> String? {
        try? String(contentsOf: URL(filePath: path), encoding: .utf8)
    }
}
