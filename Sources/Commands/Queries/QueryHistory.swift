import JSON

/// Questions that have ended, on disk with all that they told, so that they are found again after the daemon has ended.
struct QueryHistory: Sendable {
    /// Files that are kept, the latest ones.
    static let most = 100

    private let files: KeptFiles

    /// - Parameter folder: a folder of the user's own that is there.
    init(_ folder: String) { files = KeptFiles(folder, most: Self.most) }

    /// The `QuerySummary` of each, in the order in which they ended.
    func summaries() -> [JSONValue] {
        files.names.reversed().compactMap { name in
            files.text(name).flatMap { $0.split(separator: "\n").first }.flatMap { try? JSONParser.parse(String($0)) }
        }
    }

    /// Writes down one that has ended: a line with its summary, and a line for each update.
    func save(_ query: Query) {
        let lines = [query.summary] + query.log.updates.map { $0.params(of: query.id) }
        try? files.replace(query.id, with: lines.map { String(decoding: $0.encodedLine, as: UTF8.self) }.joined())
    }

    /// Nil when it is not known.
    func load(_ id: String) -> Query? {
        let lines = files.text(id)?.split(separator: "\n").compactMap { try? JSONParser.parse(String($0)) } ?? []
        return lines.first.flatMap { Query($0, lines.dropFirst().compactMap(QueryUpdate.init(params:))) }
    }
}
