/// Finds a file's place in the table by its path or by the end of its path.
struct FileLookup: Sendable {
    private var byPath: [String: Int] = [:]
    /// By the last part of the path.
    private var byName: [Substring: [Int]] = [:]

    init(_ files: [CorpusFile]) {
        byPath.reserveCapacity(files.count)
        for (index, file) in files.enumerated() {
            byPath[file.path] = index
            byName[Self.name(file.path), default: []].append(index)
        }
    }

    /// The file at `path`, or the only one whose path ends in `/path`.
    func index(of path: String, in files: [CorpusFile]) -> Int? {
        if let index = byPath[path] { return index }
        var rest = path[...]
        while rest.hasPrefix("./") { rest.removeFirst(2) }
        if let index = byPath[String(rest)] { return index }
        guard !rest.isEmpty, !rest.hasPrefix("/") else { return nil }
        let found = indices(endingIn: rest, in: files)
        return found.count == 1 ? found[0] : nil
    }

    /// The files whose paths end in `/path`.
    func indices(endingIn path: some StringProtocol, in files: [CorpusFile]) -> [Int] {
        let end = "/" + path
        return (byName[Self.name(path)] ?? []).filter { files[$0].path.hasSuffix(end) }
    }

    private static func name(_ path: some StringProtocol) -> Substring {
        let text = Substring(path)
        return text.lastIndex(of: "/").map { text[text.index(after: $0)...] } ?? text
    }
}
