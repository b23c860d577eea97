import Configuration
package import GitStore
import Hashing

/// The rules by which a change is judged before anything of it runs: what it may touch and how large it may be.
///
/// They come from the base commit, so that no change is judged by rules of its own, or from the user.
package struct Policy: Sendable {
    /// Where a repository keeps its rules, in the form of the file of this name in rlm's own repository.
    package static let path = "config/dogfood-policy.toml"

    package let paths: PathRules
    package let mostFiles: Int
    /// Lines added and removed.
    package let mostLines: Int
    /// Bytes of added lines.
    package let mostBytes: Int
    /// What the rules were read from, each over the one before.
    package let sources: [String]
    /// Of all of it.
    package let sha256: String

    /// Reads the rules for a commit.
    /// - Parameter user: the user's own file and its name, which lies over the repository's.
    package init(
        base: GitObjectID, repository: GitRepository, user: (text: String, name: String)? = nil
    ) throws(PolicyError) {
        var layers = [(text: String(decoding: PackageResources.dogfood_policy_toml, as: UTF8.self), name: "built-in")]
        do throws(GitError) {
            let tree = try repository.commit(base).tree
            if let entry = try repository.file(of: tree, at: GitPath(Self.path.utf8)), entry.kind == .file {
                layers.append((String(decoding: try repository.content(of: entry.id), as: UTF8.self), Self.path))
            }
        } catch { throw .git(error) }
        try self.init(layers: layers + [user].compactMap(\.self))
    }

    /// Lays each text over the one before.
    package init(layers: [(text: String, name: String)]) throws(PolicyError) {
        sources = layers.map(\.name)
        var hash = SHA256()
        layers.forEach { hash.add($0.text) }
        sha256 = hash.finish().hexadecimal
        do {
            var merged = SettingNode.emptyTable(.option("policy"))
            for layer in layers { merged.merge(try SettingNode.parse(toml: layer.text, name: layer.name)) }
            var reader = try TableReader(merged, path: "")
            (mostFiles, mostLines, mostBytes) = try reader.table("limits") { (table) throws(ConfigurationError) in
                (
                    try table.integer("files", atLeast: 1), try table.integer("lines", atLeast: 1),
                    try table.integer("bytes", atLeast: 1)
                )
            }
            let lists = try reader.table("paths") { (table) throws(ConfigurationError) in
                (try table.strings("frozen"), try table.strings("human-only"), try table.strings("tests"))
            }
            try reader.finish()
            paths = try PathRules(frozen: lists.0, humanOnly: lists.1, tests: lists.2)
        } catch let error as ConfigurationError {
            throw .unreadable(error.description)
        } catch let error as GitError {
            throw .unreadable("a pattern cannot be used: \(error)")
        } catch { throw .unreadable("\(error)") }
    }
}
