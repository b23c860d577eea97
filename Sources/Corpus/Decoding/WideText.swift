/// Reads the characters of UTF-16 or UTF-32; what is no character, and NUL, is nil.
protocol WideUnits: IteratorProtocol where Element == Unicode.Scalar? {}

/// Characters of UTF-16 bytes; a half pair and an odd byte at the end are nil.
struct UTF16Units: WideUnits {
    private let bytes: UnsafeRawBufferPointer
    private let bigEndian: Bool
    private var position = 0

    init(_ bytes: UnsafeRawBufferPointer, bigEndian: Bool) {
        self.bytes = bytes
        self.bigEndian = bigEndian
    }

    mutating func next() -> Unicode.Scalar?? {
        guard position < bytes.count else { return nil }
        guard let unit = unit(at: position) else {
            position = bytes.count
            return .some(nil)
        }
        position += 2
        guard UTF16.isLeadSurrogate(unit) else { return .some(unit == 0 ? nil : Unicode.Scalar(unit)) }
        guard let trail = self.unit(at: position), UTF16.isTrailSurrogate(trail) else { return .some(nil) }
        position += 2
        return .some(Unicode.Scalar(0x10000 + (UInt32(unit) - 0xD800) << 10 + (UInt32(trail) - 0xDC00)))
    }

    private func unit(at position: Int) -> UInt16? {
        guard position + 2 <= bytes.count else { return nil }
        let unit = bytes.loadUnaligned(fromByteOffset: position, as: UInt16.self)
        return bigEndian ? UInt16(bigEndian: unit) : UInt16(littleEndian: unit)
    }
}

/// Characters of UTF-32 bytes.
struct UTF32Units: WideUnits {
    private let bytes: UnsafeRawBufferPointer
    private let bigEndian: Bool
    private var position = 0

    init(_ bytes: UnsafeRawBufferPointer, bigEndian: Bool) {
        self.bytes = bytes
        self.bigEndian = bigEndian
    }

    mutating func next() -> Unicode.Scalar?? {
        guard position < bytes.count else { return nil }
        guard position + 4 <= bytes.count else {
            position = bytes.count
            return .some(nil)
        }
        let unit = bytes.loadUnaligned(fromByteOffset: position, as: UInt32.self)
        position += 4
        let value = bigEndian ? UInt32(bigEndian: unit) : UInt32(littleEndian: unit)
        return .some(value == 0 ? nil : Unicode.Scalar(value))
    }
}

/// The size of wide text as UTF-8.
enum WideText {
    /// Nil when more than one character in fifty, and more than one in all, is broken: then it is no text.
    static func size(_ units: some WideUnits) -> (bytes: Int, characters: Int)? {
        var units = units
        var (bytes, characters, broken) = (0, 0, 0)
        while let scalar = units.next() {
            characters += 1
            if let scalar { bytes += UTF8.width(scalar) } else { (bytes, broken) = (bytes + 3, broken + 1) }
        }
        return broken > 1 + characters / 50 ? nil : (bytes, characters)
    }
}
