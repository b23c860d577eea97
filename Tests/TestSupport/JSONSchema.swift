package import JSON

/// A JSON schema, as far as `protocol.schema.json` uses the language.
package struct JSONSchema: Sendable {
    private let root: JSONValue

    package init(_ root: JSONValue) { self.root = root }

    /// What is wrong with a message; nil when nothing is.
    package func objection(to value: JSONValue) -> String? { objection(to: value, by: root, at: "") }

    /// What is wrong with a value that a definition describes.
    package func objection(to value: JSONValue, definition: String) -> String? {
        guard let schema = root["$defs"]?[definition] else { return "there is no definition “\(definition)”" }
        return objection(to: value, by: schema, at: definition)
    }

    private func objection(to value: JSONValue, by schema: JSONValue, at place: String) -> String? {
        if let name = schema["$ref"]?.string {
            return objection(to: value, definition: String(name.dropFirst("#/$defs/".count)))
        }
        if let wanted = schema["const"], wanted != value { return "\(place): \(value) is not \(wanted)" }
        if let wanted = schema["enum"]?.array, !wanted.contains(value) {
            return "\(place): \(value) is none of \(wanted)"
        }
        if let type = schema["type"]?.string, !Self.isOf(type, value) { return "\(place): \(value) is no \(type)" }
        if let choices = schema["anyOf"]?.array {
            let objections = choices.map { objection(to: value, by: $0, at: place) }
            if !objections.contains(nil) { return "\(place): none fits: \(objections.compactMap { $0 })" }
        }
        if let elements = value.array, let schema = schema["items"] {
            for element in elements {
                if let objection = objection(to: element, by: schema, at: place + "[]") { return objection }
            }
        }
        return value.object.flatMap { objection(toMembers: $0, by: schema, at: place) }
    }

    private func objection(
        toMembers members: [String: JSONValue], by schema: JSONValue, at place: String
    ) -> String? {
        let known = schema["properties"]?.object ?? [:]
        for case .string(let name) in schema["required"]?.array ?? [] where members[name] == nil {
            return "\(place): “\(name)” is missing"
        }
        for (name, value) in members {
            if let schema = known[name] {
                if let objection = objection(to: value, by: schema, at: "\(place).\(name)") { return objection }
            } else if schema["additionalProperties"] == false {
                return "\(place): “\(name)” is not described"
            }
        }
        return nil
    }

    private static func isOf(_ type: String, _ value: JSONValue) -> Bool {
        switch (type, value) {
        case ("string", .string), ("boolean", .bool), ("number", .number), ("object", .object), ("array", .array),
            ("null", .null):
            true
        case ("integer", .number(let number)): number == number.rounded()
        default: false
        }
    }
}
