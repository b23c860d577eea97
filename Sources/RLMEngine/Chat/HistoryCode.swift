import FoundationEssentials
import LanguageModels

/// Python code that gives a model the messages of earlier questions as variables.
enum HistoryCode {
    /// Defines `history_N` for each question from `first` on, and `history`, all of them in one list.
    static func definitions(of history: [[Message]], from first: Int) -> String {
        var lines = history.enumerated().dropFirst(first).map { "history_\($0.offset) = \(list($0.element))" }
        lines.append("history = [" + history.indices.map { "*history_\($0)" }.joined(separator: ", ") + "]")
        return lines.joined(separator: "\n")
    }

    private struct Entry: Encodable {
        var role: String
        var content: String
    }

    /// JSON of objects and texts alone, without escapes of a half character, is Python as well.
    private static func list(_ messages: [Message]) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let entries = messages.map { Entry(role: $0.role.rawValue, content: $0.text) }
        guard let data = try? encoder.encode(entries) else { return "[]" }
        return String(decoding: data, as: UTF8.self)
    }
}
