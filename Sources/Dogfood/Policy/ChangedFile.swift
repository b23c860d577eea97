import GitStore

/// One file of a change with the lines that come and go.
struct ChangedFile: Sendable {
    let path: String
    let pathClass: PathClass
    let existed: Bool
    let remains: Bool
    /// The lines that git shows as added and removed, without line ends.
    let added: [String]
    let removed: [String]

    init(_ change: GitChange, patch: GitPatch, rules: PathRules) {
        path = String(decoding: change.path, as: UTF8.self)
        existed = change.oldEntry != nil
        remains = change.entry != nil
        pathClass = rules.pathClass(of: path, existed: existed, remains: remains)
        let lines = SourceLines(patch.text).all.drop { !$0.starts(with: Array("@@".utf8)) }
        func marked(_ sign: Character) -> [String] {
            lines.filter { $0.first == sign.asciiValue }.map { String(decoding: $0.dropFirst(), as: UTF8.self) }
        }
        added = marked("+")
        removed = marked("-")
    }

    var note: Proposal.PathNote {
        Proposal.PathNote(path: path, pathClass: pathClass.rawValue, added: added.count, removed: removed.count)
    }
}
