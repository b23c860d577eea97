/// Any JSON value, for messages whose shape is not known before they are read.
package enum JSONValue: Sendable, Equatable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    package subscript(key: String) -> JSONValue? {
        if case .object(let members) = self { members[key] } else { nil }
    }

    package var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    package var number: Double? {
        if case .number(let number) = self { number } else { nil }
    }

    /// The number, rounded; one that is too large for an integer becomes the largest.
    package var integer: Int? {
        number.map { Int(exactly: $0.rounded()) ?? ($0 < 0 ? .min : .max) }
    }

    package var bool: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    package var array: [JSONValue]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    package var object: [String: JSONValue]? {
        if case .object(let members) = self { members } else { nil }
    }
}

extension JSONValue {
    /// An object without the members that are nil.
    package static func members(_ members: [String: JSONValue?]) -> JSONValue {
        .object(members.compactMapValues { $0 })
    }

    /// A whole number.
    package static func integer(_ number: Int) -> JSONValue { .number(Double(number)) }

    /// A number, or nothing.
    package static func optional(_ number: Int?) -> JSONValue? { number.map { .number(Double($0)) } }
    package static func optional(_ number: Double?) -> JSONValue? { number.map { .number($0) } }

    /// The bytes of the value as JSON.
    package var encoded: [UInt8] { JSONWriter.write(self) }

    /// The value as one line that every reader of JSON takes: there is no newline in it, and no NUL, which some cannot
    /// hold and which becomes the replacement character.
    package var encodedLine: [UInt8] { JSONWriter.write(self, keepingNUL: false) + [0x0A] }
}
