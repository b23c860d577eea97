package import JSON

/// What ties an answer to its request: a text or a whole number that every JSON reader keeps exactly.
package enum RPCID: Sendable, Hashable, CustomStringConvertible {
    case number(Int)
    case text(String)

    private static let largest = 1 << 53

    package init?(_ json: JSONValue) {
        switch json {
        case .string(let text): self = .text(text)
        case .number(let number):
            guard let whole = Int(exactly: number), abs(whole) < Self.largest else { return nil }
            self = .number(whole)
        default: return nil
        }
    }

    package var json: JSONValue {
        switch self {
        case .number(let number): .integer(number)
        case .text(let text): .string(text)
        }
    }

    package var description: String {
        switch self {
        case .number(let number): "\(number)"
        case .text(let text): text
        }
    }
}
