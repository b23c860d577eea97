import CToml
import FoundationEssentials

extension Configuration {
    /// The version of the library that reads TOML.
    package static var parserVersion: String { String(cString: ctoml_version()) }
}

extension SettingNode {
    /// Reads a TOML document; the result is a table.
    /// - Parameter name: the file's name, as errors show it.
    package static func parse(toml text: String, name: String) throws(ConfigurationError) -> SettingNode {
        var text = text
        let json: Data? = text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                guard let json = ctoml_to_json(characters.baseAddress, characters.count) else { return nil }
                defer { ctoml_free(json) }
                return Data(String(cString: json).utf8)
            }
        }
        guard let json, let document = try? JSONDecoder().decode(TOMLDocument.self, from: json) else {
            throw ConfigurationError(place: name, message: "cannot be read: the parser ran out of memory")
        }
        if let problem = document.error {
            throw ConfigurationError(
                place: "\(name):\(document.line):\(document.column ?? 1)", message: "not valid TOML: \(problem)")
        }
        return document.node(in: name)
    }
}

/// The parser's JSON: a value, or the mistake that kept it from being one.
private struct TOMLDocument: Decodable {
    var line: Int
    var column: Int?
    var error: String?
    var string: String?
    var integer: Int?
    var float: Double?
    var boolean: Bool?
    var array: [TOMLDocument]?
    var table: [String: TOMLDocument]?
    var other: String?

    func node(in name: String) -> SettingNode {
        SettingNode(value(in: name), .file(name, line: line))
    }

    private func value(in name: String) -> SettingNode.Value {
        if let string { return .string(string) }
        if let integer { return .integer(integer) }
        if let float { return .float(float) }
        if let boolean { return .boolean(boolean) }
        if let array { return .array(array.map { $0.node(in: name) }) }
        if let table { return .table(table.mapValues { $0.node(in: name) }) }
        return .other(other ?? "")
    }
}
