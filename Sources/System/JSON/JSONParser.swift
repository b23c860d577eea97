/// Reads one JSON value from bytes. Many small values arrive with each streamed reply: this is made to be quick.
///
/// It is as strict as RFC 8259, but for numbers, of which anything is taken that `Double` reads.
package struct JSONParser {
    package struct NotJSON: Error {}

    /// How deep arrays and objects may stand in one another; what a server sends must not overflow the stack.
    private static let deepest = 200

    private let bytes: UnsafeBufferPointer<UInt8>
    /// Of the outermost object's members; nil for all.
    private let kept: Set<String>?
    private var place = 0
    private var depth = 0

    package static func parse(_ bytes: [UInt8]) throws(NotJSON) -> JSONValue {
        try bytes.withUnsafeBufferPointer { result($0) }.get()
    }

    /// - Parameter names: those members of the outermost object that matter, of which the others are left out; nil for
    ///   all.
    package static func parse(_ text: String, keeping names: Set<String>? = nil) throws(NotJSON) -> JSONValue {
        var text = text
        return try text.withUTF8 { result($0, keeping: names) }.get()
    }

    private static func result(
        _ buffer: UnsafeBufferPointer<UInt8>, keeping names: Set<String>? = nil
    ) -> Result<JSONValue, NotJSON> {
        do throws(NotJSON) {
            var parser = JSONParser(bytes: buffer, kept: names)
            let value = try parser.value()
            guard parser.peek() == nil else { throw NotJSON() }
            return .success(value)
        } catch {
            return .failure(error)
        }
    }

    private init(bytes: UnsafeBufferPointer<UInt8>, kept: Set<String>?) {
        self.bytes = bytes
        self.kept = kept
    }

    /// The next byte that is not white space.
    private mutating func peek() -> UInt8? {
        while place < bytes.count {
            switch bytes[place] {
            case 0x20, 0x0A, 0x0D, 0x09: place += 1
            case let byte: return byte
            }
        }
        return nil
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard peek() == byte else { return false }
        place += 1
        return true
    }

    private mutating func value() throws(NotJSON) -> JSONValue {
        switch peek() {
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try array()
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    /// Passes over a value; a plain string is not made for that.
    private mutating func skip() throws(NotJSON) {
        guard peek() == UInt8(ascii: "\"") else { return _ = try value() }
        let start = place
        place += 1
        while place < bytes.count, bytes[place] >= 0x20, bytes[place] != UInt8(ascii: "\\") {
            place += 1
            if bytes[place - 1] == UInt8(ascii: "\"") { return }
        }
        place = start
        _ = try string()
    }

    private mutating func enter() throws(NotJSON) {
        place += 1
        depth += 1
        if depth > Self.deepest { throw NotJSON() }
    }

    private mutating func object() throws(NotJSON) -> JSONValue {
        try enter()
        defer { depth -= 1 }
        if take(UInt8(ascii: "}")) { return .object([:]) }
        var members = [String: JSONValue](minimumCapacity: 4)
        repeat {
            guard peek() == UInt8(ascii: "\"") else { throw NotJSON() }
            let name = try string()
            guard take(UInt8(ascii: ":")) else { throw NotJSON() }
            if let kept, depth == 1, !kept.contains(name) {
                try skip()
            } else {
                members[name] = try value()
            }
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "}")) else { throw NotJSON() }
        return .object(members)
    }

    private mutating func array() throws(NotJSON) -> JSONValue {
        try enter()
        defer { depth -= 1 }
        var elements: [JSONValue] = []
        if take(UInt8(ascii: "]")) { return .array(elements) }
        repeat { elements.append(try value()) } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "]")) else { throw NotJSON() }
        return .array(elements)
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(NotJSON) -> JSONValue {
        let end = place + word.utf8CodeUnitCount
        guard end <= bytes.count, bytes[place..<end].elementsEqual(word.bytes) else { throw NotJSON() }
        place = end
        return value
    }

    private mutating func number() throws(NotJSON) -> JSONValue {
        let start = place
        while place < bytes.count, Self.isPartOfNumber(bytes[place]) { place += 1 }
        let text = bytes[start..<place]
        if text.count <= 15, let first = text.first, first != UInt8(ascii: "-"),
            text.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 })
        {
            return .number(Double(text.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }))
        }
        guard let number = Double(String(decoding: text, as: UTF8.self)), number.isFinite else { throw NotJSON() }
        return .number(number)
    }

    private static func isPartOfNumber(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
            UInt8(ascii: "e"), UInt8(ascii: "E"):
            true
        default: false
        }
    }

    private mutating func string() throws(NotJSON) -> String {
        place += 1
        let start = place
        while place < bytes.count, bytes[place] != UInt8(ascii: "\""), bytes[place] != UInt8(ascii: "\\") {
            guard bytes[place] >= 0x20 else { throw NotJSON() }
            place += 1
        }
        guard place < bytes.count else { throw NotJSON() }
        if bytes[place] == UInt8(ascii: "\"") {
            defer { place += 1 }
            return String(decoding: bytes[start..<place], as: UTF8.self)
        }
        return try escapedString(beginning: bytes[start..<place])
    }

    /// Goes on with a string in which there is a backslash.
    private mutating func escapedString(beginning: Slice<UnsafeBufferPointer<UInt8>>) throws(NotJSON) -> String {
        var text = Array(beginning)
        while place < bytes.count {
            let byte = bytes[place]
            place += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): try escape(into: &text)
            case 0..<0x20: throw NotJSON()
            default: text.append(byte)
            }
        }
        throw NotJSON()
    }

    private mutating func escape(into text: inout [UInt8]) throws(NotJSON) {
        guard place < bytes.count else { throw NotJSON() }
        let byte = bytes[place]
        place += 1
        switch byte {
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "u"): text += Array(String(Character(try scalar())).utf8)
        default: throw NotJSON()
        }
    }

    /// The character of `\uXXXX`, or of two that belong together; half a pair becomes the replacement character.
    private mutating func scalar() throws(NotJSON) -> Unicode.Scalar {
        let first = try hexadecimal()
        guard first & 0xFC00 == 0xD800, place + 1 < bytes.count, bytes[place] == UInt8(ascii: "\\"),
            bytes[place + 1] == UInt8(ascii: "u")
        else { return Unicode.Scalar(first) ?? "\u{FFFD}" }
        let before = place
        place += 2
        let second = try hexadecimal()
        guard second & 0xFC00 == 0xDC00 else {
            place = before
            return "\u{FFFD}"
        }
        return Unicode.Scalar(0x10000 + (first & 0x3FF) << 10 + second & 0x3FF) ?? "\u{FFFD}"
    }

    private mutating func hexadecimal() throws(NotJSON) -> UInt32 {
        guard place + 4 <= bytes.count,
            let number = UInt32(String(decoding: bytes[place..<place + 4], as: UTF8.self), radix: 16)
        else { throw NotJSON() }
        place += 4
        return number
    }
}

extension StaticString {
    fileprivate var bytes: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: utf8Start, count: utf8CodeUnitCount)
    }
}
