import CGit2
import Glibc

/// The ignore rules of a folder, by libgit2: nested `.gitignore` files, the user's own list, `.git/info/exclude`.
///
/// Not safe for several threads at once.
package final class IgnoreRules {
    private let repository: GitRepository
    /// Folders whose `.gitignore` was looked through for `Negations`.
    private var prepared: Set<GitPath> = []

    /// The rules of a folder outside any repository: its `.gitignore` files and the user's own list.
    ///
    /// libgit2 gets a repository that exists in memory only and has the folder as its work folder; nothing is written.
    package init(folder: GitPath) throws(GitError) {
        let handle = try GitLibrary.make("git_repository_new", freedBy: git_repository_free) { git_repository_new(&$0) }
        let pointer = handle.pointer
        repository = GitRepository(handle)
        let config = try GitLibrary.make("git_config_open_default", freedBy: git_config_free) {
            git_config_open_default(&$0)
        }
        try GitLibrary.check(git_repository_set_config(pointer, config.pointer), "git_repository_set_config")
        try GitLibrary.check(
            folder.withCString { git_repository_set_workdir(pointer, $0, 0) }, "git_repository_set_workdir",
            String(decoding: folder, as: UTF8.self))
    }

    /// The rules of a repository that has a work folder.
    package init(repository: GitRepository) {
        self.repository = repository
    }

    /// True when the rules leave `path` out, whether or not it is tracked.
    /// - Parameter path: relative to the folder, without a leading or trailing `/`.
    package func ignores(_ path: GitPath, isFolder: Bool) throws(GitError) -> Bool {
        try prepare(Self.parent(of: path))
        var ignored: Int32 = 0
        let code = (isFolder ? path + "/".utf8 : path).withCString {
            git_ignore_path_is_ignored(&ignored, repository.pointer, $0)
        }
        try GitLibrary.check(code, "git_ignore_path_is_ignored", String(decoding: path, as: UTF8.self))
        return ignored != 0
    }

    private static func parent(of path: GitPath) -> GitPath {
        GitPath(path[..<(path.lastIndex(of: UInt8(ascii: "/")) ?? 0)])
    }

    private func prepare(_ folder: GitPath) throws(GitError) {
        guard prepared.insert(folder).inserted else { return }
        if !folder.isEmpty { try prepare(Self.parent(of: folder)) }
        let place = (repository.workFolder ?? []) + folder + (folder.isEmpty ? "" : "/").utf8 + ".gitignore".utf8
        let rules = Negations.lost(in: Self.read(place), of: folder)
        guard !rules.isEmpty else { return }
        try GitLibrary.check(rules.withCString { git_ignore_add_rule(repository.pointer, $0) }, "git_ignore_add_rule")
    }

    /// The first megabyte of a file; empty when there is none.
    private static func read(_ path: GitPath) -> [UInt8] {
        let descriptor = path.withCString { open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        return [UInt8](unsafeUninitializedCapacity: 1 << 20) { buffer, count in
            count = max(0, Glibc.read(descriptor, buffer.baseAddress, buffer.count))
        }
    }
}
