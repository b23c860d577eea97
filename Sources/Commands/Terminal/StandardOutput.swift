import Glibc

/// Writing to descriptors to the last byte.
package enum StandardOutput {
    /// Why writing failed.
    package struct Failure: Error, Sendable, Equatable, CustomStringConvertible {
        package var code: Int32

        /// The reader has gone away: nobody is left to be told.
        package var isBrokenPipe: Bool { code == EPIPE }

        package var description: String {
            code == EBADF
                ? "standard output is closed; nothing can be printed"
                : "standard output cannot be written: \(String(cString: strerror(code)))"
        }
    }

    /// Writes all of `text`, going on after interruptions and waiting while the reader is slow.
    package static func write(_ text: String, to descriptor: Int32 = STDOUT_FILENO) throws(Failure) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if count < 0, errno == EAGAIN {
                var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = poll(&waiting, 1, 1000)
            } else if count < 0, errno != EINTR {
                throw Failure(code: errno)
            }
        }
    }

    /// Makes sure that descriptors 0, 1 and 2 exist, so that no file or socket opened later takes the place of one
    /// that the caller closed. Reading such an input ends at once, and writing such an output fails.
    package static func fillClosedDescriptors() {
        while true {
            let descriptor = open("/dev/null", O_RDONLY)
            guard descriptor >= 0, descriptor <= STDERR_FILENO else {
                close(descriptor)
                return
            }
        }
    }
}
