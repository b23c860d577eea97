import FoundationEssentials
import JSON

/// The files that describe the protocol of the daemon.
package enum ProtocolText {
    /// - Parameter name: of a file beside `PROTOCOL.md`.
    package static func of(_ name: String) throws -> String {
        var root = URL(filePath: #filePath)
        for _ in 0..<3 { root.deleteLastPathComponent() }
        return try String(contentsOf: root.appending(path: "Sources/Bridge/" + name), encoding: .utf8)
    }

    package static func schema() throws -> JSONSchema {
        JSONSchema(try JSONParser.parse(try of("protocol.schema.json")))
    }
}
