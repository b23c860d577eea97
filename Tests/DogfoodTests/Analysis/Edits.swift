import Dogfood
import GitStore
import Testing

/// What a recipe makes of the files of a tree.
enum Edits {
    /// A file after all of a recipe's edits; nil when none is for it.
    static func text(of path: String, in tree: ProjectFiles, by recipe: any Recipe) async throws -> String? {
        var text = tree.file(path).map { String(decoding: $0.bytes, as: UTF8.self) } ?? ""
        let edits = try await recipe.improvements(in: tree).flatMap(\.edits).filter { $0.path == path }
        for edit in edits {
            switch edit.kind {
            case .replace(let search, let replacement):
                #expect(text.ranges(of: search).count == 1, "not unique: \(search)")
                text.replace(search, with: replacement)
            case .whole(let whole): text = whole
            default: Issue.record("neither a replacement nor a file: \(edit)")
            }
        }
        return edits.isEmpty ? nil : text
    }
}

extension ProjectFiles {
    /// - Parameter kept: what no proposal may touch.
    init(_ files: [String: String], kept: [String: String] = [:]) {
        let files = files.merging(kept) { $1 }.map { SourceFile(path: $0.key, bytes: Array($0.value.utf8)) }.sorted {
            $0.path < $1.path
        }
        self.init(
            base: GitObjectID("0000000000000000000000000000000000000000")!, paths: Set(files.map(\.path)), files: files,
            kept: Set(kept.keys))
    }
}
