package import JSON

/// The parameters of a request, read with errors that name what is wrong.
package struct Parameters: Sendable {
    package let json: JSONValue
    /// Where these stand in the request's: `sources[0].`, for errors.
    private let place: String

    package init(_ json: JSONValue, at place: String = "") {
        self.json = json
        self.place = place
    }

    package func text(_ name: String) throws(RPCError) -> String {
        guard let text = try optionalText(name) else { throw missing(name) }
        return text
    }

    package func optionalText(_ name: String) throws(RPCError) -> String? {
        try read(name, "a text") { $0.string }
    }

    /// A path that begins with a slash.
    package func path(_ name: String) throws(RPCError) -> String {
        let path = try text(name)
        guard path.hasPrefix("/"), !path.utf8.contains(0) else { throw wrong(name, "an absolute path") }
        return path
    }

    package func integer(_ name: String) throws(RPCError) -> Int {
        guard let integer = try optionalInteger(name) else { throw missing(name) }
        return integer
    }

    package func optionalInteger(_ name: String) throws(RPCError) -> Int? {
        try read(name, "a whole number") { $0.number.flatMap { Int(exactly: $0) } }
    }

    package func optionalNumber(_ name: String) throws(RPCError) -> Double? {
        try read(name, "a number") { $0.number }
    }

    /// An object; an empty one when there is none.
    package func object(_ name: String) throws(RPCError) -> Parameters {
        let value = try read(name, "an object") { $0.object == nil ? nil : $0 }
        return Parameters(value ?? [:], at: place + name + ".")
    }

    /// A list of texts; nil when there is none.
    package func optionalTexts(_ name: String) throws(RPCError) -> [String]? {
        try read(name, "a list of texts") { value in
            guard let texts = value.array?.map(\.string), !texts.contains(nil) else { return nil }
            return texts.compactMap { $0 }
        }
    }

    /// A list of objects; empty when there is none.
    package func objects(_ name: String) throws(RPCError) -> [Parameters] {
        let values = try read(name, "a list of objects") { value in
            value.array.flatMap { list in list.allSatisfy { $0.object != nil } ? list : nil }
        }
        return (values ?? []).enumerated().map { Parameters($1, at: "\(place)\(name)[\($0)].") }
    }

    /// The error of a member that has another value than it may have.
    package func wrong(_ name: String, _ expected: String) -> RPCError {
        RPCError(.invalidParams, "“\(place)\(name)” is not \(expected)")
    }

    private func missing(_ name: String) -> RPCError { RPCError(.invalidParams, "“\(place)\(name)” is missing") }

    private func value(_ name: String) -> JSONValue? {
        guard let value = json[name], value != .null else { return nil }
        return value
    }

    private func read<Value>(
        _ name: String, _ expected: String, _ body: (JSONValue) -> Value?
    ) throws(RPCError) -> Value? {
        guard let given = value(name) else { return nil }
        guard let value = body(given) else { throw wrong(name, expected) }
        return value
    }
}
