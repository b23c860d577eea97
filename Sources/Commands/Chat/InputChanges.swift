/// What is different in the input since a chat was last open.
struct InputChanges {
    let changed: [String]
    let added: [String]
    let removed: [String]

    /// - Parameters: what each file held and holds, by its path.
    init(from old: [String: String], to new: [String: String]) {
        changed = new.keys.filter { old[$0] != nil && old[$0] != new[$0] }.sorted()
        added = new.keys.filter { old[$0] == nil }.sorted()
        removed = old.keys.filter { new[$0] == nil }.sorted()
    }

    var isEmpty: Bool { changed.isEmpty && added.isEmpty && removed.isEmpty }

    /// Such as `2 files changed (a.py, b.py), 1 file added (c.py)`.
    var text: String {
        [(changed, "changed"), (added, "added"), (removed, "removed")].filter { !$0.0.isEmpty }.map { paths, what in
            let shown = paths.prefix(8).map { PlainText.oneLine($0) }.joined(separator: ", ")
            return "\(Quantity.counted(paths.count, "file")) \(what) (\(shown)\(paths.count > 8 ? ", …" : ""))"
        }.joined(separator: ", ")
    }
}
