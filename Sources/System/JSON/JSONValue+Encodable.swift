import FoundationEssentials

extension JSONValue {
    /// What a value looks like as JSON.
    package init(of value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        self = try JSONParser.parse(Array(try encoder.encode(value)))
    }
}
