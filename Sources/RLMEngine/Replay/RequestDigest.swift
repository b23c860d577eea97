import Hashing
import LanguageModels

/// What a model was asked, in 64 digits, blind for what differs between runs that go the same way.
struct RequestDigest {
    let exact: String
    /// Blind for all numbers as well, for output that tells the time.
    let outline: String

    init(_ messages: [Message]) {
        var exact = SHA256()
        var outline = SHA256()
        for message in messages {
            let text = Self.repeatable(message.text)
            exact.add(message.role.rawValue)
            exact.add(text)
            outline.add(message.role.rawValue)
            outline.add(Self.withoutNumbers(text))
        }
        self.exact = exact.finish().hexadecimal
        self.outline = outline.finish().hexadecimal
    }

    /// The text without what no two runs share: addresses of objects, names of temporary folders, and the count of
    /// sub-calls, which depends on how equal calls meet.
    static func repeatable(_ text: String) -> String {
        var result = text
        if text.utf8.contains(UInt8(ascii: "x")), text.contains(" 0x") || text.contains("(0x") {
            result = result.replacing(/0x[0-9a-f]{6,16}\b/, with: "0x…")
        }
        if text.contains("rlm-worker-") { result = result.replacing(/rlm-worker-[A-Za-z0-9]{6}/, with: "rlm-worker-…") }
        if text.contains("Turn ") {
            result = result.replacing(
                /(?m)^(Turn \d+ of \d+\.)(?: Sub-calls used: \d+ of \d+\.)?(?: Spent: \S+ of \S+\.)?/
            ) {
                $0.1
            }
        }
        return result
    }

    /// Every number, with its dots and exponent, as one sign.
    static func withoutNumbers(_ text: String) -> String {
        var result: [UInt8] = []
        var isNumber = false
        for byte in text.utf8 {
            let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            if isDigit, !isNumber { result.append(UInt8(ascii: "#")) }
            isNumber = isDigit || isNumber && (byte == UInt8(ascii: ".") || byte == UInt8(ascii: ":"))
            if !isNumber { result.append(byte) }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
