import CPosix
import Glibc

/// An open file descriptor that is closed when its last owner lets go of it.
///
/// Nothing closes it earlier, so its number cannot be another file's while anybody holds this object.
package final class Descriptor: Sendable {
    package let number: Int32

    /// Takes over `number`.
    package init(owning number: Int32) {
        self.number = number
    }

    deinit {
        close(number)
    }

    package func setNonblocking(_ nonblocking: Bool = true) throws(PosixError) {
        try PosixError.check(cposix_set_nonblocking(number, nonblocking ? 1 : 0), "fcntl")
    }

    /// A pipe; both ends close on exec.
    package static func pipe() throws(PosixError) -> (reading: Descriptor, writing: Descriptor) {
        var ends: [Int32] = [-1, -1]
        try PosixError.check(cposix_pipe(&ends), "pipe2")
        return (Descriptor(owning: ends[0]), Descriptor(owning: ends[1]))
    }

    /// Two connected Unix stream sockets; both close on exec.
    package static func socketPair() throws(PosixError) -> (Descriptor, Descriptor) {
        var ends: [Int32] = [-1, -1]
        try PosixError.check(cposix_socketpair(&ends), "socketpair")
        return (Descriptor(owning: ends[0]), Descriptor(owning: ends[1]))
    }

    /// Opens a folder, but not through a symbolic link.
    package static func openFolder(_ path: String) throws(PosixError) -> Descriptor {
        let number = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard number >= 0 else { throw .last("open", path) }
        return Descriptor(owning: number)
    }

    /// Opens the file behind `number` once more, for reading only; `number` stays its owner's.
    package static func reopenForReading(_ number: Int32) throws(PosixError) -> Descriptor {
        let path = "/proc/self/fd/\(number)"
        let copy = open(path, O_RDONLY | O_CLOEXEC)
        guard copy >= 0 else { throw .last("open", path) }
        return Descriptor(owning: copy)
    }
}
