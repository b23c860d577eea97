import FoundationEssentials
import Glibc

/// Sessions on disk, so that follow-ups find them after the daemon has ended.
struct SessionStore: Sendable {
    /// Files that are kept, the latest ones.
    private static let most = 100

    private let folder: String

    /// - Parameter folder: a folder of the user's own that is there.
    init(_ folder: String) { self.folder = folder }

    /// Nil when there is none of this name, or none that can be used.
    func load(_ id: String) -> SavedSession? {
        guard let path = path(id), let data = try? Data(contentsOf: URL(filePath: path)) else { return nil }
        return try? JSONDecoder().decode(SavedSession.self, from: data)
    }

    /// Replaces what was saved; a session that cannot be saved goes on.
    func save(_ session: SavedSession, as id: String) {
        guard let path = path(id), let data = try? JSONEncoder().encode(session) else { return }
        try? PrivateFile.replace(path, with: String(decoding: data, as: UTF8.self))
        prune()
    }

    private func path(_ id: String) -> String? {
        let isName = !id.isEmpty && id.utf8.count < 40 && id.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
        return isName ? folder + "/" + id : nil
    }

    private func prune() {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        guard names.count > Self.most else { return }
        let byAge = names.map { (name: $0, age: changed($0)) }.sorted { $0.age > $1.age }
        for file in byAge.dropFirst(Self.most) { unlink(folder + "/" + file.name) }
    }

    private func changed(_ name: String) -> Int {
        var status = stat()
        return stat(folder + "/" + name, &status) == 0 ? status.st_mtim.tv_sec : 0
    }
}
