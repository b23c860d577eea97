import GitStore

/// One file of a change with the lines that come and go.
struct ChangedFile: Sendable {
    let path: String
    let pathClass: PathClass
    let existed: Bool
    let remains: Bool
    /// The lines that git shows as added and removed, without newlines.
    let added: [[UInt8]]
    let removed: [[UInt8]]
    /// The same with ASCII letters in lower case.
    let addedInLowerCase: [[UInt8]]
    let removedInLowerCase: [[UInt8]]

    init(_ change: GitChange, patch: GitPatch, rules: PathRules) {
        path = String(decoding: change.path, as: UTF8.self)
        existed = change.oldEntry != nil
        remains = change.entry != nil
        pathClass = rules.pathClass(of: path, existed: existed, remains: remains)
        let lines = SourceLines(patch.text).all.drop { !$0.starts(with: Array("@@".utf8)) }
        func marked(_ sign: Character) -> [[UInt8]] {
            lines.filter { $0.first == sign.asciiValue }.map { [UInt8]($0.dropFirst()) }
        }
        func lower(_ lines: [[UInt8]]) -> [[UInt8]] { lines.map { $0.map { $0 &- 65 < 26 ? $0 | 32 : $0 } } }
        added = marked("+")
        removed = marked("-")
        addedInLowerCase = lower(added)
        removedInLowerCase = lower(removed)
    }

    var note: Proposal.PathNote {
        Proposal.PathNote(path: path, pathClass: pathClass.rawValue, added: added.count, removed: removed.count)
    }
}
