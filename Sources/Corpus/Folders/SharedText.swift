@preconcurrency import Dispatch
import FoundationEssentials
import Glibc
import Posix
import Synchronization

/// A large file that may stand in the corpus without being copied: it is UTF-8 as it is, and stays what it was.
///
/// The file is read once, on several threads, to see that.
struct SharedText {
    /// Bytes that a thread takes at a time.
    private static let segment = 1 << 20
    private static let piece = 1 << 18
    /// Bytes that may follow the first one of a character.
    private static let overlap = 3

    let file: Descriptor
    let size: Int
    let stamp: FileStamp
    let characters: Int

    /// Nil when the bytes have to be decoded, or changed while they were read.
    init?(_ file: Descriptor, size: Int, _ control: BuildControl) {
        guard let stamp = try? FileStamp(of: file), stamp.size == size else { return nil }
        let count = (size + Self.segment - 1) / Self.segment
        let next = Atomic(0)
        let characters = Atomic(0)
        let isGood = Atomic(true)
        let threads = min(count, max(1, min(4, ProcessInfo.processInfo.activeProcessorCount)))
        DispatchQueue.concurrentPerform(iterations: threads) { _ in
            let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.piece + Self.overlap, alignment: 64)
            defer { buffer.deallocate() }
            while isGood.load(ordering: .relaxed) {
                let number = next.add(1, ordering: .relaxed).oldValue
                guard number < count else { return }
                let range = number * Self.segment..<min(size, (number + 1) * Self.segment)
                if let found = Self.characters(in: range, of: file, size, buffer, control) {
                    characters.add(found, ordering: .relaxed)
                } else {
                    isGood.store(false, ordering: .relaxed)
                }
            }
        }
        guard isGood.load(ordering: .relaxed), (try? FileStamp(of: file)) == stamp else { return nil }
        self.file = file
        self.size = size
        self.stamp = stamp
        self.characters = characters.load(ordering: .relaxed)
    }

    /// What follows the first `offset` bytes; nil when that cannot be read.
    func bytes(from offset: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: size - offset)
        let got = pread(file.number, &bytes, bytes.count, off_t(offset))
        return got == bytes.count ? bytes : nil
    }

    /// The characters that begin in `range`; nil when the bytes are not all plain UTF-8, or the build is cancelled.
    private static func characters(
        in range: Range<Int>, of file: Descriptor, _ size: Int, _ buffer: UnsafeMutableRawBufferPointer,
        _ control: BuildControl
    ) -> Int? {
        var (offset, count) = (range.lowerBound, 0)
        while offset < range.upperBound {
            guard (try? control.check()) != nil else { return nil }
            let isLast = range.upperBound - offset <= piece
            let wanted = isLast ? min(size, range.upperBound + overlap) - offset : piece
            guard pread(file.number, buffer.baseAddress, wanted, off_t(offset)) == wanted else { return nil }
            let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<wanted])
            // A character belongs to the segment that it begins in.
            let start = offset == range.lowerBound && offset > 0 ? continuation(bytes, from: 0) : 0
            var end = UTF8Text.wholeCharacters(bytes)
            if isLast { end = range.upperBound < size ? continuation(bytes, from: range.upperBound - offset) : wanted }
            let own = UnsafeRawBufferPointer(rebasing: bytes[start..<max(start, end)])
            if CharacterCount.isPlainASCII(own) {
                count += own.count
            } else {
                if let base = own.baseAddress, memchr(base, 0, own.count) != nil { return nil }
                if UTF8Pieces.firstError(own) != nil { return nil }
                count += CharacterCount.of(own)
            }
            control.count(bytes: min(end, range.upperBound - offset))
            offset = isLast ? range.upperBound : offset + end
        }
        return count
    }

    /// The first place from `start` on, of three more, where no byte continues a character.
    private static func continuation(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        var place = start
        while place < min(bytes.count, start + overlap), bytes[place] & 0xC0 == 0x80 { place += 1 }
        return place
    }
}
