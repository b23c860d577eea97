import FoundationEssentials
import LanguageModels

/// Python code that gives a model the parts of a session as variables: `history_N` and `context_N`.
enum GivenNames {
    /// Defines `history_N` for each question from `first` on, and `history`, all of them in one list.
    static func history(_ history: [[Message]], from first: Int) -> String {
        var lines = history.enumerated().dropFirst(first).map { "history_\($0.offset) = \(list($0.element))" }
        lines.append("history = [" + history.indices.map { "*history_\($0)" }.joined(separator: ", ") + "]")
        return lines.joined(separator: "\n")
    }

    /// Defines `context_N`, from 1 on, for the files that were added by each step: laid out as in `context`.
    static func contexts(_ parts: [[String]]) -> String {
        parts.enumerated().map { index, paths in
            let text = "f\"===== {_p} =====\\n\" + files[_p] + (\"\" if files[_p].endswith(\"\\n\") else \"\\n\")"
            return "context_\(index + 1) = \"\".join(\(text) for _p in \(json(paths)) if _p in files)"
        }.joined(separator: "\n")
    }

    private struct Entry: Encodable {
        var role: String
        var content: String
    }

    /// JSON of objects and texts alone, without escapes of a half character, is Python as well.
    private static func list(_ messages: [Message]) -> String {
        json(messages.map { Entry(role: $0.role.rawValue, content: $0.text) })
    }

    private static func json(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(value) else { return "[]" }
        return String(decoding: data, as: UTF8.self)
    }
}
