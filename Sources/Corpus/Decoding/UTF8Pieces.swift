import Glibc

/// Cuts bytes into runs of valid UTF-8 without NUL and the broken pieces between them, in order.
///
/// A broken piece is a NUL or a maximal part of a character, as the Unicode standard advises to replace it.
struct UTF8Pieces {
    enum Piece {
        case valid(Range<Int>)
        case broken(Range<Int>)
    }

    private let bytes: UnsafeRawBufferPointer
    private var position = 0
    /// Bytes before this place are known to be valid, NULs among them.
    private var validEnd = 0
    /// What stands at `validEnd`.
    private var broken = 0..<0

    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    /// Where the first broken byte stands; nil when all of `bytes` is valid. NULs count as valid.
    static func firstError(_ bytes: UnsafeRawBufferPointer) -> Range<Int>? {
        do {
            _ = try UTF8Span(validating: bytes.bindMemory(to: UInt8.self).span)
            return nil
        } catch {
            return error.byteOffsets
        }
    }

    mutating func next() -> Piece? {
        if position == validEnd {
            if !broken.isEmpty {
                let piece = broken
                (position, validEnd, broken) = (piece.upperBound, piece.upperBound, 0..<0)
                return .broken(piece)
            }
            guard position < bytes.count else { return nil }
            findError()
            if position == validEnd { return next() }
        }
        let rest = UnsafeRawBufferPointer(rebasing: bytes[position..<validEnd])
        let start = position
        guard let base = rest.baseAddress, let found = memchr(base, 0, rest.count) else {
            position = validEnd
            return .valid(start..<validEnd)
        }
        let end = start + (UnsafeRawPointer(found) - base)
        if end > start {
            position = end
            return .valid(start..<end)
        }
        position = end + 1
        return .broken(end..<end + 1)
    }

    private mutating func findError() {
        let rest = UnsafeRawBufferPointer(rebasing: bytes[position...])
        guard let error = Self.firstError(rest) else {
            validEnd = bytes.count
            return
        }
        validEnd = position + error.lowerBound
        broken = validEnd..<position + error.upperBound
    }
}
