import FoundationEssentials
import Posix

/// The questions typed so far, in this session and earlier ones: one JSON text a line, in a file of the user's own.
struct QuestionHistory: Sendable {
    /// Lines that are brought back; a file of twice as many is cut.
    private static let most = 1_000

    let path: String

    /// The latest questions, oldest first.
    func load() -> [String] {
        let decoder = JSONDecoder()
        let lines = (PrivateFile.text(path) ?? "").split(separator: "\n")
        let kept = lines.suffix(Self.most)
        if lines.count > 2 * Self.most {
            try? PrivateFile.replace(path, with: kept.joined(separator: "\n") + "\n")
        }
        return kept.compactMap { try? decoder.decode(String.self, from: Data($0.utf8)) }
    }

    /// Appends a question; losing one is no reason to fail.
    func add(_ question: String) {
        guard let data = try? JSONEncoder().encode(question), let file = try? PrivateFile.appending(path) else {
            return
        }
        try? PrivateFile.write(String(decoding: data, as: UTF8.self) + "\n", to: file, path: path)
    }
}
