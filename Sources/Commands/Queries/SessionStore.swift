import FoundationEssentials

/// Sessions on disk, so that follow-ups find them after the daemon has ended.
struct SessionStore: Sendable {
    private let files: KeptFiles

    /// - Parameter folder: a folder of the user's own that is there.
    init(_ folder: String) { files = KeptFiles(folder, most: 100) }

    /// Nil when there is none of this name, or none that can be used.
    func load(_ id: String) -> SavedSession? {
        files.text(id).flatMap { try? JSONDecoder().decode(SavedSession.self, from: Data($0.utf8)) }
    }

    /// Replaces what was saved; a session that cannot be saved goes on.
    func save(_ session: SavedSession, as id: String) {
        guard let data = try? JSONEncoder().encode(session) else { return }
        try? files.replace(id, with: String(decoding: data, as: UTF8.self))
    }
}
