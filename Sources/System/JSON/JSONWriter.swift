/// Writes JSON values: members sorted by name and slashes plain, so that the bytes of a request depend on its content
/// alone and providers' prefix caches hit.
package struct JSONWriter {
    private var bytes: [UInt8] = []
    private let keepsNUL: Bool

    private init(keepsNUL: Bool) { self.keepsNUL = keepsNUL }

    /// What is written piece by piece, by whoever knows that it makes a value and keeps the members in order.
    /// - Parameter expectedLength: about how many bytes it is going to take.
    package static func write(expecting expectedLength: Int, _ body: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter(keepsNUL: true)
        writer.bytes.reserveCapacity(expectedLength)
        body(&writer)
        return writer.bytes
    }

    /// Writes JSON as it is.
    package mutating func append(json: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: json.utf8Start, count: json.utf8CodeUnitCount))
    }

    /// Writes any value.
    package mutating func append(value: JSONValue) { append(value) }

    /// The value as JSON.
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

    /// Writes a text as a string.
    package mutating func append(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { appendEscaped(UnsafeRawBufferPointer($0)) }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Escapes piece by piece, so that the processor's cache holds what is then appended.
    private mutating func appendEscaped(_ utf8: UnsafeRawBufferPointer) {
        let longest = max(1, min(utf8.count, 2048))
        withUnsafeTemporaryAllocation(byteCount: JSONEscaping.room(for: longest), alignment: 16) { piece in
            guard let start = piece.baseAddress else { return }
            for place in stride(from: 0, to: utf8.count, by: longest) {
                let part = UnsafeRawBufferPointer(rebasing: utf8[place..<min(place + longest, utf8.count)])
                let count = JSONEscaping.copy(part, to: start, keepingNUL: keepsNUL)
                bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: piece[..<count]))
            }
        }
    }
}

extension JSONValue {
    /// About how many bytes the value takes as JSON, for texts in which as much has to be escaped as in code.
    fileprivate var expectedLength: Int {
        switch self {
        case .null, .bool: 5
        case .number: 16
        case .string(let text): text.utf8.count * 9 / 8 + 16
        case .array(let elements): elements.reduce(2) { $0 + $1.expectedLength + 1 }
        case .object(let members): members.reduce(2) { $0 + $1.key.utf8.count + $1.value.expectedLength + 4 }
        }
    }
}
