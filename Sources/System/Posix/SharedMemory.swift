import CPosix
import Glibc

/// A sealed, read-only memory file with its mapping; owns the descriptor and the mapping.
///
/// `@unchecked Sendable`: the mapping is never written after `init`, and the seals make the kernel enforce it.
package final class SharedMemory: @unchecked Sendable {
    package let descriptor: Int32
    package let count: Int
    private let base: UnsafeRawPointer?

    /// Takes over the memory file `descriptor`, cuts it to `count` bytes, seals it and maps it.
    package init(sealing descriptor: Int32, count: Int) throws(PosixError) {
        self.descriptor = descriptor
        self.count = count
        do throws(PosixError) {
            if ftruncate(descriptor, off_t(count)) != 0 { throw PosixError.last("ftruncate") }
            try PosixError.check(cposix_seal(descriptor), "fcntl")
            base = try Self.map(descriptor, count)
        } catch {
            close(descriptor)
            throw error
        }
    }

    private static func map(_ descriptor: Int32, _ count: Int) throws(PosixError) -> UnsafeRawPointer? {
        if count == 0 { return nil }
        guard let base = mmap(nil, count, PROT_READ, MAP_SHARED, descriptor, 0), base != MAP_FAILED else {
            throw .last("mmap")
        }
        return UnsafeRawPointer(base)
    }

    deinit {
        if let base { munmap(UnsafeMutableRawPointer(mutating: base), count) }
        close(descriptor)
    }

    /// Copies the bytes from `offset` on, as many as `buffer` holds, without touching the mapping.
    package func read(from offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(PosixError) {
        precondition(offset >= 0 && offset + buffer.count <= count)
        var done = 0
        while done < buffer.count {
            let got = pread(descriptor, buffer.baseAddress.map { $0 + done }, buffer.count - done, off_t(offset + done))
            if got < 0 && errno == EINTR { continue }
            if got <= 0 { throw .last("pread") }
            done += got
        }
    }

    /// The bytes; valid only inside the call.
    package func withBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(UnsafeRawBufferPointer(start: base, count: count))
    }
}
