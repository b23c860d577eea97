/// Writes JSON values: members sorted by name and slashes plain, so that the bytes of a request depend on its content
/// alone and providers' prefix caches hit.
struct JSONWriter {
    private var bytes: [UInt8] = []
    private let keepsNUL: Bool

    private init(keepsNUL: Bool) { self.keepsNUL = keepsNUL }

    /// The value as JSON. Long texts are copied once.
    /// - Parameter keepingNUL: false to write the replacement character for it.
    static func write(_ value: JSONValue, keepingNUL: Bool = true) -> [UInt8] {
        var writer = JSONWriter(keepsNUL: keepingNUL)
        writer.bytes.reserveCapacity(value.expectedLength)
        writer.append(value)
        return writer.bytes
    }

    private mutating func append(_ value: JSONValue) {
        switch value {
        case .null: bytes += "null".utf8
        case .bool(let value): bytes += (value ? "true" : "false").utf8
        case .number(let number) where !number.isFinite: bytes += "null".utf8
        case .number(let number):
            bytes += (Int(exactly: number).map { String($0) } ?? String(number)).utf8
        case .string(let text): append(text)
        case .array(let elements):
            bytes.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                append(element)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let members):
            bytes.append(UInt8(ascii: "{"))
            for (index, member) in members.sorted(by: { $0.key < $1.key }).enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                append(member.key)
                bytes.append(UInt8(ascii: ":"))
                append(member.value)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    private mutating func append(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { utf8 in
            var start = 0
            while let index = Self.escape(in: utf8, from: start) {
                bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start..<index]))
                appendEscape(utf8[index])
                start = index + 1
            }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start...]))
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Where the next byte stands that has to be escaped; eight at a time are looked at.
    private static func escape(in utf8: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        let raw = UnsafeRawBufferPointer(utf8)
        var index = start
        while index + 8 <= raw.count {
            if mayHoldEscape(raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)) {
                if let found = raw[index..<index + 8].firstIndex(where: isEscaped) { return found }
            }
            index += 8
        }
        return raw[index...].firstIndex(where: isEscaped)
    }

    private static func isEscaped(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    /// False only if none of the eight bytes has to be escaped. A byte below n, or equal to one that it is first
    /// combined with, borrows when n is taken from it, and so sets its top bit.
    private static func mayHoldEscape(_ word: UInt64) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let quotes = word ^ (ones &* 0x22)
        let backslashes = word ^ (ones &* 0x5C)
        let borrowed =
            ((word &- ones &* 0x20) & ~word) | ((quotes &- ones) & ~quotes) | ((backslashes &- ones) & ~backslashes)
        return borrowed & (ones &* 0x80) != 0
    }

    private mutating func appendEscape(_ byte: UInt8) {
        switch byte {
        case 0x0A: bytes += "\\n".utf8
        case 0x0D: bytes += "\\r".utf8
        case 0x09: bytes += "\\t".utf8
        case UInt8(ascii: "\""): bytes += "\\\"".utf8
        case UInt8(ascii: "\\"): bytes += "\\\\".utf8
        case 0 where !keepsNUL: bytes += "\u{FFFD}".utf8
        default:
            let digits = Array("0123456789abcdef".utf8)
            bytes += "\\u00".utf8
            bytes += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
    }
}

extension JSONValue {
    /// About how many bytes the value takes as JSON, for texts in which little has to be escaped.
    fileprivate var expectedLength: Int {
        switch self {
        case .null, .bool: 5
        case .number: 16
        case .string(let text): text.utf8.count * 33 / 32 + 16
        case .array(let elements): elements.reduce(2) { $0 + $1.expectedLength + 1 }
        case .object(let members): members.reduce(2) { $0 + $1.key.utf8.count + $1.value.expectedLength + 4 }
        }
    }
}
