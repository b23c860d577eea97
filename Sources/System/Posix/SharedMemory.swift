import CPosix
import Glibc

/// A sealed, read-only memory file.
///
/// This process reads it piece by piece and never maps it: what is mapped counts as memory of each process that does.
package final class SharedMemory: Sendable {
    private let file: Descriptor
    /// Where in the memory file the bytes begin.
    package let origin: Int
    package let count: Int
    /// The bytes that stand in a file of the disk in place of the memory file, which has a hole there.
    package let filePart: FilePart?

    /// Cuts the memory file behind the last byte and seals it.
    init(sealing file: Descriptor, origin: Int, count: Int, filePart: FilePart?) throws(PosixError) {
        self.file = file
        self.origin = origin
        self.count = count
        self.filePart = filePart
        if ftruncate(file.number, off_t(origin + count)) != 0 { throw .last("ftruncate") }
        try PosixError.check(cposix_seal(file.number), "fcntl")
    }

    package var descriptor: Int32 { file.number }

    /// Copies the bytes from `offset` on, as many as `buffer` holds.
    /// - Throws: when a file that some of them stand in cannot be read, or has become shorter.
    package func read(from offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(PosixError) {
        precondition(offset >= 0 && offset + buffer.count <= count)
        var done = 0
        while done < buffer.count {
            let source = source(at: offset + done)
            let wanted = min(buffer.count - done, source.end - offset - done)
            let got = pread(source.descriptor, buffer.baseAddress.map { $0 + done }, wanted, off_t(source.offset))
            if got < 0 && errno == EINTR { continue }
            if got < 0 { throw .last("pread") }
            if got == 0 { throw PosixError(code: ESTALE, call: "pread", context: "the input file became shorter") }
            done += got
        }
    }

    /// Where a byte is to be read, and up to which byte the same holds.
    private func source(at place: Int) -> (descriptor: Int32, offset: Int, end: Int) {
        guard let part = filePart, place < part.range.upperBound else { return (descriptor, origin + place, count) }
        guard place >= part.range.lowerBound else { return (descriptor, origin + place, part.range.lowerBound) }
        return (part.file.number, place - part.range.lowerBound, part.range.upperBound)
    }

    /// Lends the bytes of `range` piece by piece, each with its offset from the beginning of `range`.
    ///
    /// Ends early when `body` returns false, and where the bytes cannot be read.
    package func forEachPiece(
        of range: Range<Int>, size: Int = 1 << 18, _ body: (UnsafeRawBufferPointer, Int) -> Bool
    ) {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: min(size, range.count), alignment: 64)
        defer { buffer.deallocate() }
        var offset = range.lowerBound
        while offset < range.upperBound {
            let piece = UnsafeMutableRawBufferPointer(rebasing: buffer[..<min(buffer.count, range.upperBound - offset)])
            guard (try? read(from: offset, into: piece)) != nil else { return }
            guard body(UnsafeRawBufferPointer(piece), offset - range.lowerBound) else { return }
            offset += piece.count
        }
    }

    /// Lends a copy of the bytes of `range`, of all by default; valid only inside the call. Without those that cannot
    /// be read.
    package func withBytes<Result>(
        in range: Range<Int>? = nil, _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        let range = range ?? 0..<count
        let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: range.count, alignment: 64)
        defer { bytes.deallocate() }
        var known = 0
        forEachPiece(of: range) { piece, offset in
            UnsafeMutableRawBufferPointer(rebasing: bytes[offset...]).copyMemory(from: piece)
            known += piece.count
            return true
        }
        return try body(UnsafeRawBufferPointer(rebasing: bytes[..<known]))
    }
}
