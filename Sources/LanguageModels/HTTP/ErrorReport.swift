import JSON

/// What a server says in the body of an error, in whichever of the usual shapes it says it.
struct ErrorReport: Sendable, Equatable {
    var message: String
    /// Machine-readable words: type, code, status; in lower case.
    var codes: [String]

    init(message: String, codes: [String] = []) {
        self.message = message
        self.codes = codes
    }

    /// Reads a whole body: JSON, or anything else as plain text.
    init(body: [UInt8]) {
        if let value = try? JSONParser.parse(body) {
            self.init(around: value)
        } else {
            let text = String(decoding: body.prefix(4096), as: UTF8.self)
            self.init(message: text.contains("<html") || text.contains("<!DOCTYPE") ? "an HTML page" : text)
        }
    }

    /// Reads an object that has the error in its member `error`, or beside it, or that is the error itself.
    init(around value: JSONValue) {
        self.init(value["error"] ?? value)
        if message.isEmpty { message = Self.text(value["message"] ?? value["detail"] ?? .null) }
        if let status = value["status"]?.integer { codes.append(String(status)) }
    }

    /// Reads an error object, or an error that is only a string.
    init(_ error: JSONValue) {
        message = Self.text(error["message"] ?? (error.object == nil ? error : error["detail"] ?? .null))
        codes = [error["type"], error["code"], error["status"]].compactMap { value in
            value?.string?.lowercased() ?? value?.integer.map { String($0) }
        }
        // A gateway wraps what the real provider said.
        if let raw = error["metadata"]?["raw"]?.string { message += " (\(raw))" }
        if error["metadata"]?["reasons"] != nil { codes.append("moderation") }
    }

    private static func text(_ value: JSONValue) -> String {
        switch value {
        case .string(let text): text
        case .array(let elements): elements.map { text($0["msg"] ?? $0) }.joined(separator: "; ")
        case .object(let members): members["message"].map { text($0) } ?? ""
        default: ""
        }
    }
}
