/// A message between host and worker: a type, a number that ties an answer to its question, and byte strings.
///
/// On the socket it is: u32 length of what follows these nine bytes, u8 type, u32 number; then u32 count and for each
/// field u32 length and its bytes. All numbers are little-endian.
struct Frame: Sendable, Equatable {
    enum Kind: UInt8, Sendable {
        // From the host.
        case setup = 1
        case cell = 2
        case reply = 3
        case keep = 4
        // From the worker.
        case ready = 16
        case done = 17
        case subcall = 18
        case loaded = 19
        case withdrawn = 20
        case asked = 21
        case kept = 22
        case restored = 23
    }

    static let headerLength = 9

    var kind: Kind
    var number: UInt32
    /// Those of a frame that was read are parts of what was read, not to be kept.
    var fields: [ArraySlice<UInt8>]

    init(_ kind: Kind, number: UInt32 = 0, parts: [ArraySlice<UInt8>]) {
        self.kind = kind
        self.number = number
        fields = parts
    }

    init(_ kind: Kind, number: UInt32 = 0, fields: [[UInt8]] = []) {
        self.init(kind, number: number, parts: fields.map { $0[...] })
    }

    init(_ kind: Kind, number: UInt32 = 0, texts: [String]) {
        self.init(kind, number: number, fields: texts.map { Array($0.utf8) })
    }

    /// The frame as it goes over the socket.
    func encoded() -> [UInt8] {
        let length = fields.reduce(4) { $0 + 4 + $1.count }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.headerLength + length)
        bytes.append(littleEndian: UInt32(length))
        bytes.append(kind.rawValue)
        bytes.append(littleEndian: number)
        bytes.append(littleEndian: UInt32(fields.count))
        for field in fields {
            bytes.append(littleEndian: UInt32(field.count))
            bytes += field
        }
        return bytes
    }
}

extension [UInt8] {
    mutating func append(littleEndian number: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
    }
}
