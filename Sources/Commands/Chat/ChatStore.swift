import FoundationEssentials
import Glibc
import RLMEngine

/// The chats of a user on disk, each in a folder of its own.
struct ChatStore: Sendable {
    /// The folder of all chats.
    let folder: String

    init(_ state: StateFolder) throws(CommandFailure) {
        folder = try state.made("sessions", for: "so the session cannot be saved")
    }

    /// A name for a new chat: the time, so that names sort by age, and something that no other process has.
    static func newID() -> String {
        var now = time(nil)
        var parts = tm()
        localtime_r(&now, &parts)
        let numbers = [
            Int(parts.tm_year) + 1900, Int(parts.tm_mon) + 1, Int(parts.tm_mday), Int(parts.tm_hour), Int(parts.tm_min),
            Int(parts.tm_sec),
        ]
        let digits = numbers.map { $0 < 10 ? "0\($0)" : "\($0)" }
        return digits[..<3].joined() + "-" + digits[3...].joined() + "-\(getpid())"
    }

    /// The names of all chats, the latest first.
    var ids: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { access(ChatLog.records(in: folder + "/" + $0), R_OK) == 0 }
            .sorted { changed($0) > changed($1) }
    }

    private func changed(_ id: String) -> Double {
        var status = stat()
        guard stat(ChatLog.records(in: folder + "/" + id), &status) == 0 else { return 0 }
        return Double(status.st_mtim.tv_sec) + Double(status.st_mtim.tv_nsec) * 1e-9
    }

    /// Reads a chat; nil when there is none of this name, or nothing that can be used.
    func load(_ id: String) -> SavedChat? {
        guard !id.isEmpty, !id.contains("/"), id != ".", id != ".." else { return nil }
        let place = folder + "/" + id
        guard let data = try? Data(contentsOf: URL(filePath: ChatLog.records(in: place))) else { return nil }
        let decoder = JSONDecoder()
        var (start, input, saved): (ChatRecord.Start?, ChatRecord.Input?, [ChatRecord]) = (nil, nil, [])
        for line in data.split(separator: UInt8(ascii: "\n")) {
            // The last line may be half there after a crash.
            guard let record = try? decoder.decode(ChatRecord.self, from: line) else { continue }
            start = start ?? record.start
            input = record.input ?? input
            saved.append(record)
        }
        guard let start, start.version == 1, let input else { return nil }
        return SavedChat(
            id: id, start: start, input: input, model: saved.compactMap(\.model).last,
            exchanges: saved.compactMap(\.exchange), variables: PrivateFile.text(ChatLog.variables(in: place)))
    }

    /// The chat to go on with: the one named, else the latest that was begun in this folder.
    func resumed(_ id: String?) throws(CommandFailure) -> SavedChat {
        if let id {
            if let saved = load(id) { return saved }
            throw CommandFailure(
                .usage, "there is no session \(PlainText.oneLine(id)) that can be resumed; rlm chat --list shows them")
        }
        let here = FileManager.default.currentDirectoryPath
        if let saved = ids.lazy.compactMap({ load($0) }).first(where: { $0.start.folder == here }) { return saved }
        throw CommandFailure(
            .usage,
            "no session was begun in this folder; rlm chat --list shows those of others, rlm chat PATH… begins one")
    }

    /// Removes the oldest chats beyond `most`.
    func prune(keeping most: Int) {
        for id in ids.dropFirst(max(1, most)) { try? FileManager.default.removeItem(atPath: folder + "/" + id) }
    }

    /// What `--list` prints: a line for each chat.
    var list: String {
        let rows = ids.prefix(50).compactMap { id -> String? in
            guard let saved = load(id) else { return nil }
            let question = PlainText.oneLine(saved.exchanges.first?.question ?? "")
            let count = Quantity.counted(saved.exchanges.count, "question")
            return "\(id)  \(count), \(PlainText.oneLine(saved.start.folder)): \(question.prefix(80))"
        }
        return rows.isEmpty ? "" : rows.joined(separator: "\n") + "\n"
    }
}
