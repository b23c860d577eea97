/// Goes through the lines of a reply, block by block.
struct EditBlockScanner {
    private(set) var edits: [Edit] = []
    private(set) var failures: [EditFailure] = []

    private let lines: [Substring]
    private var position = 0
    /// The path of the block before.
    private var path: String?
    /// Where the block before ended.
    private var blockEnd = 0

    init(_ lines: [Substring]) { self.lines = lines }

    mutating func scan() {
        while position < lines.count {
            if case .begin(let block, let signs, let rest) = EditMarker(lines[position]) {
                readBlock(block, signs, rest)
            } else {
                position += 1
            }
        }
    }

    private mutating func readBlock(_ block: EditMarker.Block, _ signs: Int, _ rest: Substring) {
        let start = position
        // A search fails in the wrong file, but nothing would keep a whole file from being lost there.
        let inherited = block == .search ? path : nil
        path = EditPath.onMarker(rest) ?? EditPath.above(lines[blockEnd..<start]) ?? inherited
        guard let path else {
            position += 1
            return fail("line \(start + 1) of the reply", "the block has no path; write it on the line above")
        }
        if block == .delete {
            // Some models leave its end out; it has no content that could tell the end from talk.
            position = start + 1
            blockEnd = position
            return add(Edit(path: path, kind: .delete))
        }
        guard let end = end(of: start, signs) else {
            position = lines.count
            return fail(path, "the block of line \(start + 1) of the reply has no end (>>>>>>> \(ending(block)))")
        }
        position = end + 1
        blockEnd = position
        let content = lines[start + 1..<end]
        if block == .whole {
            add(Edit(path: path, kind: .whole(text(content))))
        } else {
            readSearch(content, signs, path)
        }
    }

    private func ending(_ block: EditMarker.Block) -> String {
        block == .search ? "REPLACE" : block.rawValue
    }

    /// The end with as many signs as the beginning, or else the first of any, unless another block begins before.
    private func end(of start: Int, _ signs: Int) -> Int? {
        var loose: Int?
        for index in start + 1..<max(lines.count, start + 1) {
            switch EditMarker(lines[index]) {
            case .end(signs): return index
            case .end: loose = loose ?? index
            case .begin(_, signs, _): return loose
            default: continue
            }
        }
        return loose
    }

    private mutating func readSearch(_ content: ArraySlice<Substring>, _ signs: Int, _ path: String) {
        let dividers = content.indices.filter { if case .divide = EditMarker(content[$0]) { true } else { false } }
        let exact = dividers.filter { EditMarker(content[$0]) == .divide(signs: signs) }
        let chosen = exact.isEmpty ? dividers : exact
        guard chosen.count == 1, let divider = chosen.first else {
            let signs = String(repeating: "=", count: signs)
            return fail(
                path,
                chosen.isEmpty
                    ? "a block has no line \(signs) between what is searched and what replaces it"
                    : "a block has \(chosen.count) lines \(signs), so that it is not clear where its search ends; "
                        + "write its own three lines with \(signs.count + 2) signs each")
        }
        let search = text(content[..<divider])
        add(Edit(path: path, kind: .replace(search: search, replacement: text(content[(divider + 1)...]))))
    }

    private func text(_ lines: ArraySlice<Substring>) -> String { lines.map { $0 + "\n" }.joined() }

    private mutating func add(_ edit: Edit) {
        if !edits.contains(edit) { edits.append(edit) }
    }

    private mutating func fail(_ path: String, _ reason: String) {
        failures.append(EditFailure(path: path, reason: reason))
    }
}
