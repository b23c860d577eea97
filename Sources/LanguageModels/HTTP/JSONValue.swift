/// Any JSON value, for answers whose shape differs from server to server.
enum JSONValue: Sendable, Equatable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    subscript(key: String) -> JSONValue? {
        if case .object(let members) = self { members[key] } else { nil }
    }

    var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    var number: Double? {
        if case .number(let number) = self { number } else { nil }
    }

    /// The number, rounded; one that is too large for an integer becomes the largest.
    var integer: Int? {
        number.map { Int(exactly: $0.rounded()) ?? ($0 < 0 ? .min : .max) }
    }

    var array: [JSONValue]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    var object: [String: JSONValue]? {
        if case .object(let members) = self { members } else { nil }
    }
}

extension JSONValue {
    /// An object without the members that are nil.
    static func members(_ members: [String: JSONValue?]) -> JSONValue { .object(members.compactMapValues { $0 }) }

    /// A number, or nothing.
    static func optional(_ number: Int?) -> JSONValue? { number.map { .number(Double($0)) } }
    static func optional(_ number: Double?) -> JSONValue? { number.map { .number($0) } }

    /// The bytes of the value as JSON.
    var encoded: [UInt8] { JSONWriter.write(self) }
}
