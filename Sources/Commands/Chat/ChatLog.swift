import FoundationEssentials
import Glibc
import Posix

/// A chat's file, to which each question is added with its answer as soon as it is there.
///
/// Held under a lock for as long as the chat goes on, so that two programs never add to one. The folder is made with
/// the first question: a chat without any leaves nothing behind.
final class ChatLog {
    let id: String
    private let folder: String
    private var first: [ChatRecord]
    private var file: Descriptor?

    /// - Parameters:
    ///   - folder: the folder of all chats.
    ///   - first: what stands before the first question.
    init(new id: String, in folder: String, first: [ChatRecord]) {
        (self.id, self.folder, self.first) = (id, folder + "/" + id, first)
    }

    /// Opens a chat to add to it.
    init(existing id: String, in folder: String) throws {
        (self.id, self.folder, first) = (id, folder + "/" + id, [])
        file = try open()
        try dropHalfALine()
    }

    static func records(in folder: String) -> String { folder + "/chat.jsonl" }
    static func variables(in folder: String) -> String { folder + "/variables" }

    /// What the next questions are about, in a chat that may not be on disk yet.
    func change(_ record: ChatRecord) throws {
        if file == nil { first.append(record) } else { try write(record) }
    }

    func add(_ record: ChatRecord) throws {
        if file == nil {
            guard mkdir(folder, 0o700) == 0 || errno == EEXIST else { throw PosixError.last("mkdir", folder) }
            file = try open()
            for record in first { try write(record) }
        }
        try write(record)
    }

    /// Replaces the saved variables.
    func save(variables: String) throws {
        guard file != nil else { return }
        try PrivateFile.replace(Self.variables(in: folder), with: variables)
    }

    private func open() throws -> Descriptor {
        let file = try PrivateFile.appending(Self.records(in: folder))
        guard flock(file.number, LOCK_EX | LOCK_NB) == 0 else {
            throw CommandFailure(.usage, "session \(id) is open in another rlm; leave it there first")
        }
        return file
    }

    private func write(_ record: ChatRecord) throws {
        guard let file else { return }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let line = String(decoding: try encoder.encode(record), as: UTF8.self) + "\n"
        try PrivateFile.write(line, to: file, path: Self.records(in: folder))
    }

    /// Takes away what a crash in the middle of writing has left.
    private func dropHalfALine() throws {
        guard let file, let data = try? Data(contentsOf: URL(filePath: Self.records(in: folder))) else { return }
        let end = data.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        if end < data.count, ftruncate(file.number, off_t(end)) != 0 { throw PosixError.last("ftruncate", folder) }
    }
}
