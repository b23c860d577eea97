import CPosix
import Glibc

/// A memory file while it is filled; `finish` seals it into a `SharedMemory`.
///
/// What is written lies in the file alone, never in the process's private memory.
package struct SharedMemoryWriter: ~Copyable {
    package static let page = Int(sysconf(Int32(_SC_PAGESIZE)))

    private let file: Descriptor
    /// Where in the memory file the first byte stands.
    private var origin = 0
    private var filePart: FilePart?
    /// Bytes written so far.
    package private(set) var count = 0

    package init(name: String) throws(PosixError) {
        let number = cposix_memory_file(name)
        if number < 0 { throw .last("memfd_create") }
        file = Descriptor(owning: number)
    }

    /// Adds bytes at the end.
    package mutating func append(_ bytes: UnsafeRawBufferPointer) throws(PosixError) {
        var rest = bytes[...]
        while let start = UnsafeRawBufferPointer(rebasing: rest).baseAddress, !rest.isEmpty {
            let written = pwrite(file.number, start, rest.count, off_t(origin + count))
            if written < 0 {
                if errno == EINTR { continue }
                throw .last("write")
            }
            count += written
            rest = rest.dropFirst(written)
        }
    }

    /// Adds `head`, and after it the whole pages among the first `size` bytes of `file`, which are not copied.
    ///
    /// To be done once, before anything is written.
    /// - Returns: how many bytes of the file were added.
    package mutating func append(_ head: [UInt8], sharing file: Descriptor, size: Int, stamp: FileStamp)
        throws(PosixError) -> Int
    {
        precondition(count == 0 && filePart == nil)
        origin = (Self.page - head.count % Self.page) % Self.page
        let failure = head.withUnsafeBytes { bytes in
            Result { () throws(PosixError) in try append(bytes) }
        }
        try failure.get()
        let shared = size / Self.page * Self.page
        filePart = FilePart(file: file, range: count..<count + shared, stamp: stamp)
        count += shared
        return shared
    }

    /// Drops what was written after the first `count` bytes, which all of what was shared is among.
    package mutating func truncate(to count: Int) {
        precondition(count <= self.count && count >= filePart?.range.upperBound ?? 0)
        self.count = count
    }

    /// Lends the bytes from `start` to the end, with `room` more after them, to be changed in place.
    ///
    /// `body` returns how many bytes there are from `start` on when it is done.
    package mutating func rewrite(
        from start: Int, room: Int, _ body: (UnsafeMutableRawBufferPointer) -> Int
    ) throws(PosixError) {
        precondition(start >= filePart?.range.upperBound ?? 0)
        let offset = (origin + start) / Self.page * Self.page
        let (begin, end) = (origin + start, origin + count + room)
        // Asks for the memory now: a mapping that cannot get it later ends the process.
        try PosixError.check(posix_fallocate(file.number, off_t(offset), off_t(max(1, end - offset))), "fallocate")
        let length = max(1, end - offset)
        guard let base = mmap(nil, length, PROT_READ | PROT_WRITE, MAP_SHARED, file.number, off_t(offset)),
            base != MAP_FAILED
        else { throw .last("mmap") }
        defer { munmap(base, length) }
        let size = body(UnsafeMutableRawBufferPointer(start: base + (begin - offset), count: end - begin))
        precondition(size <= end - begin)
        count = start + size
    }

    /// Ends the writing and seals what was written.
    package consuming func finish() throws(PosixError) -> SharedMemory {
        try SharedMemory(sealing: file, origin: origin, count: count, filePart: filePart)
    }
}
