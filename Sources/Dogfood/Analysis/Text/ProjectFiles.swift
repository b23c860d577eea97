package import GitStore

/// The base commit's files, read from the object database.
package struct ProjectFiles: Sendable {
    package let base: GitObjectID
    /// Every path of the tree, also of what is no text.
    package let paths: Set<String>
    /// The text files that are the project's own, by path.
    package let files: [SourceFile]
    /// Paths that no change may touch without a person.
    private let kept: Set<String>

    /// Larger files are data, whatever their names say.
    private static let maximumSize = 512 << 10

    /// - Parameter rules: what a change may touch; without, anything.
    package init(_ repository: GitRepository, base: GitObjectID, rules: PathRules? = nil) throws(GitError) {
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
        let kept = files.map(\.path).filter { path in
            rules.map { $0.pathClass(of: path, existed: true, remains: true) != .normal } ?? false
        }
        self.init(base: base, paths: Set(paths), files: files, kept: Set(kept))
    }

    package init(base: GitObjectID, paths: Set<String>, files: [SourceFile], kept: Set<String> = []) {
        self.base = base
        self.paths = paths
        self.files = files
        self.kept = kept
    }

    package func file(_ path: String) -> SourceFile? { files.first { $0.path == path } }

    /// The files that a recipe may change by itself: no tests, nothing that a proposal may not touch, and in a Swift
    /// package no C, which is mostly a copy that is mended where it comes from.
    package var mendable: [SourceFile] {
        let isSwift = paths.contains("Package.swift")
        return files.filter { file in
            !kept.contains(file.path) && !Ownership.isTest(file.path) && !file.path.hasSuffix("Package.swift")
                && !(isSwift && Self.extensionsOfC.contains(file.fileExtension))
        }
    }

    package var mendableSwift: [SourceFile] { mendable.filter { $0.fileExtension == "swift" } }

    private static let extensionsOfC: Set<String> = ["c", "h", "cc", "cpp", "cxx", "hpp", "hh", "s", "inc"]
}
