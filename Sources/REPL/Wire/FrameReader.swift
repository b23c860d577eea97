/// Cuts the bytes that arrive from a worker into frames; trusts none of them.
struct FrameReader {
    /// Bytes after the header that a frame may have.
    static let longest = 64 << 20
    /// Fields that a frame may have.
    static let mostFields = 4096

    private var bytes: [UInt8] = []
    private var start = 0

    mutating func append(_ new: UnsafeRawBufferPointer) {
        if start > 0 && start >= bytes.count - start {
            if bytes.capacity > 1 << 20 { bytes = Array(bytes[start...]) } else { bytes.removeFirst(start) }
            start = 0
        }
        if let length = nextLength, length <= Self.longest {
            if start + Frame.headerLength + length > bytes.capacity {
                bytes.reserveCapacity(start + Frame.headerLength + length)
            }
        }
        bytes.append(contentsOf: new)
    }

    /// What the frame that comes next says of its length.
    private var nextLength: Int? {
        bytes.count - start >= Frame.headerLength ? Int(number(at: start)) : nil
    }

    /// The next whole frame; nil until more bytes have come.
    mutating func next() throws(ProtocolViolation) -> Frame? {
        guard let length = nextLength else { return nil }
        guard length >= 4 && length <= Self.longest else { throw ProtocolViolation("a frame of \(length) bytes") }
        guard let kind = Frame.Kind(rawValue: bytes[start + 4]) else {
            throw ProtocolViolation("a frame of the unknown type \(bytes[start + 4])")
        }
        guard bytes.count - start >= Frame.headerLength + length else { return nil }
        let body = start + Frame.headerLength
        let frame = Frame(kind, number: number(at: start + 5), parts: try fields(in: body..<body + length))
        start = body + length
        return frame
    }

    private func fields(in range: Range<Int>) throws(ProtocolViolation) -> [ArraySlice<UInt8>] {
        let count = Int(number(at: range.lowerBound))
        guard count <= Self.mostFields else { throw ProtocolViolation("a frame of \(count) fields") }
        var place = range.lowerBound + 4
        var fields: [ArraySlice<UInt8>] = []
        for _ in 0..<count {
            guard range.upperBound - place >= 4 else { throw ProtocolViolation("a frame that ends too early") }
            let length = Int(number(at: place))
            place += 4
            guard length <= range.upperBound - place else { throw ProtocolViolation("a field that ends too late") }
            fields.append(bytes[place..<place + length])
            place += length
        }
        guard place == range.upperBound else { throw ProtocolViolation("a frame with bytes left over") }
        return fields
    }

    private func number(at place: Int) -> UInt32 {
        UInt32(littleEndian: bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: place, as: UInt32.self) })
    }
}
