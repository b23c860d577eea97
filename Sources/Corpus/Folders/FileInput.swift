import CPosix
import GitStore
import Glibc
import Posix

/// A file, a pipe or standard input, open for reading.
struct FileInput {
    /// What reading brought.
    enum Filling {
        /// This many bytes; fewer than asked for at the end.
        case bytes(Int)
        case failed(errno: Int32)
    }

    let descriptor: Descriptor
    /// Nil for what is no regular file, and for files that do not tell, such as those of `/proc`.
    let size: Int?
    let isRegular: Bool
    /// Where reading begins: standard input may be a file that is read from its middle.
    let start: Int

    /// - Throws: the error of opening.
    init(_ place: PlannedText.Place, standardInput: Int32) throws(PosixError) {
        let number =
            switch place {
            case .inFolder(let root, let path): path.withCString { cposix_open_beneath(root.number, $0) }
            case .named(let path): path.withCString { open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY) }
            case .standardInput: fcntl(standardInput, F_DUPFD_CLOEXEC, 0)
            case .memory, .blob, .commit: preconditionFailure("not a file")
            }
        if number < 0 { throw .last("open") }
        descriptor = Descriptor(owning: number)
        var status = stat()
        if fstat(number, &status) != 0 { throw .last("fstat") }
        isRegular = status.st_mode & S_IFMT == S_IFREG
        start = isRegular ? max(0, lseek(number, 0, SEEK_CUR)) : 0
        size = isRegular && status.st_size > start ? Int(status.st_size - start) : nil
    }

    /// Reads until `buffer` is full or the input ends; waits for a pipe, but not when the build is cancelled.
    func fill(_ buffer: UnsafeMutableRawBufferPointer, _ control: BuildControl) throws(CorpusError) -> Filling {
        var count = 0
        while count < buffer.count {
            if !isRegular { try wait(control) }
            let got = read(descriptor.number, buffer.baseAddress.map { $0 + count }, buffer.count - count)
            if got == 0 { break }
            if got > 0 {
                count += got
            } else if errno != EINTR && (errno != EAGAIN || isRegular) {
                // Some files of the system, such as /proc/kmsg, would have a reader wait.
                return .failed(errno: errno)
            }
        }
        return .bytes(count)
    }

    private func wait(_ control: BuildControl) throws(CorpusError) {
        var watched = pollfd(fd: descriptor.number, events: Int16(POLLIN), revents: 0)
        repeat { try control.check() } while poll(&watched, 1, 100) == 0
    }
}
