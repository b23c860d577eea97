package import GitStore

/// The base commit's files, read from the object database.
package struct ProjectFiles: Sendable {
    package let base: GitObjectID
    /// Every path of the tree, also of what is no text.
    package let paths: Set<String>
    /// The text files that are the project's own, by path.
    package let files: [SourceFile]

    /// Larger files are data, whatever their names say.
    private static let maximumSize = 512 << 10

    package init(_ repository: GitRepository, base: GitObjectID) throws(GitError) {
        let entries = try repository.entries(of: repository.commit(base).tree) ?? []
        let paths = entries.map { String(decoding: $0.path, as: UTF8.self) }
        let ownership = Ownership(paths: paths)
        var files: [SourceFile] = []
        for (entry, path) in zip(entries, paths) where entry.kind == .file && ownership.isOwn(path) {
            guard try repository.size(of: entry.id) <= Self.maximumSize else { continue }
            let bytes = try repository.withContent(of: entry.id) { [UInt8]($0) }
            guard !bytes.isEmpty, !bytes.contains(0), String(validating: bytes, as: UTF8.self) != nil,
                !Ownership.isGenerated(bytes)
            else { continue }
            files.append(SourceFile(path: path, bytes: bytes))
        }
        self.init(base: base, paths: Set(paths), files: files)
    }

    package init(base: GitObjectID, paths: Set<String>, files: [SourceFile]) {
        self.base = base
        self.paths = paths
        self.files = files
    }

    package func file(_ path: String) -> SourceFile? { files.first { $0.path == path } }

    package var swiftFiles: [SourceFile] { files.filter { $0.fileExtension == "swift" } }
}
