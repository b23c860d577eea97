import Synchronization

extension Corpus {
    /// The endings of the files' names, such as `.swift`, and how many files have each, most first.
    ///
    /// It is empty for names that have none. Only the first call looks at all files.
    package var fileEndings: [(name: String, count: Int)] {
        endings.withLock { endings in
            let counted = endings ?? countedEndings
            endings = counted
            return counted
        }
    }

    private var countedEndings: [(name: String, count: Int)] {
        var counts: [Substring: Int] = [:]
        for file in files { counts[Self.ending(of: file.path), default: 0] += 1 }
        return counts.map { (name: String($0.key), count: $0.value) }
            .sorted { ($1.count, $0.name.isEmpty ? 1 : 0, $0.name) < ($0.count, $1.name.isEmpty ? 1 : 0, $1.name) }
    }

    private static func ending(of path: String) -> Substring {
        let name = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path[path.index(after: $0)...] } ?? path[...]
        guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")), dot != name.startIndex else { return "" }
        return name[dot...]
    }
}
