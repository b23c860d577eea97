import CPosix
import Glibc

/// A memory file while it is filled; `finish` seals it into a `SharedMemory`.
///
/// What is written lies in the file alone, never in the process's private memory.
package struct SharedMemoryWriter: ~Copyable {
    private let descriptor: Int32
    /// Bytes written so far.
    package private(set) var count = 0

    package init(name: String) throws(PosixError) {
        descriptor = cposix_memory_file(name)
        if descriptor < 0 { throw .last("memfd_create") }
    }

    deinit { close(descriptor) }

    /// Adds bytes at the end.
    package mutating func append(_ bytes: UnsafeRawBufferPointer) throws(PosixError) {
        var rest = bytes[...]
        while let start = UnsafeRawBufferPointer(rebasing: rest).baseAddress, !rest.isEmpty {
            let written = pwrite(descriptor, start, rest.count, off_t(count))
            if written < 0 {
                if errno == EINTR { continue }
                throw .last("write")
            }
            count += written
            rest = rest.dropFirst(written)
        }
    }

    /// Drops what was written after the first `count` bytes.
    package mutating func truncate(to count: Int) {
        precondition(count <= self.count)
        self.count = count
    }

    /// Lends the bytes from `start` to the end, with `room` more after them, to be changed in place.
    ///
    /// `body` returns how many bytes there are from `start` on when it is done.
    package mutating func rewrite(
        from start: Int, room: Int, _ body: (UnsafeMutableRawBufferPointer) -> Int
    ) throws(PosixError) {
        let page = Int(sysconf(Int32(_SC_PAGESIZE)))
        let offset = start / page * page
        let end = count + room
        // Asks for the memory now: a mapping that cannot get it later ends the process.
        try PosixError.check(posix_fallocate(descriptor, off_t(offset), off_t(max(1, end - offset))), "fallocate")
        let length = max(1, end - offset)
        guard let base = mmap(nil, length, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, off_t(offset)),
            base != MAP_FAILED
        else { throw .last("mmap") }
        defer { munmap(base, length) }
        count = start + body(UnsafeMutableRawBufferPointer(start: base + (start - offset), count: end - start))
        precondition(count <= end)
    }

    /// Ends the writing: seals and maps what was written.
    package consuming func finish() throws(PosixError) -> SharedMemory {
        let (descriptor, count) = (descriptor, count)
        discard self
        return try SharedMemory(sealing: descriptor, count: count)
    }
}
