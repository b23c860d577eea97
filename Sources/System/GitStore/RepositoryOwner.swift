import CGit2
import Glibc

/// The rule that a repository is read only when it belongs to the user, or the user's configuration trusts it.
///
/// As in git: a foreign repository's configuration could otherwise steer what a program of the user does.
enum RepositoryOwner {
    static func check(_ repository: GitRepository) throws(GitError) {
        var folder = repository.workFolder ?? repository.gitFolder
        while folder.count > 1, folder.last == UInt8(ascii: "/") { folder.removeLast() }
        guard let owner = owner(of: folder), !isTrusted(owner), !safeFolders().contains(where: { $0.covers(folder) })
        else { return }
        let shown = String(decoding: folder, as: UTF8.self)
        throw GitError(
            .wrongOwner, call: "git_repository_open_ext",
            message: "The repository \(shown) belongs to user \(owner), and git reads only repositories of the user "
                + "it runs as, here user \(geteuid())",
            hint: "If you trust it, run: git config --global --add safe.directory '\(shown)'")
    }

    private static func owner(of folder: GitPath) -> uid_t? {
        var status = stat()
        return folder.withCString { stat($0, &status) } == 0 ? status.st_uid : nil
    }

    /// The user itself, or the one who became root through sudo.
    private static func isTrusted(_ owner: uid_t) -> Bool {
        if owner == geteuid() { return true }
        guard geteuid() == 0, let text = getenv("SUDO_UID") else { return false }
        return uid_t(String(cString: text)) == owner
    }

    /// The values of `safe.directory` in the user's and the system's configuration, never the repository's own.
    ///
    /// An empty value clears those before it, as in git.
    private static func safeFolders() -> [GitPath] {
        guard
            let config = try? GitLibrary.make(
                "git_config_open_default", freedBy: git_config_free, { git_config_open_default(&$0) })
        else { return [] }
        var values: [GitPath] = []
        withUnsafeMutablePointer(to: &values) { values in
            _ = git_config_get_multivar_foreach(
                config.pointer, "safe.directory", nil,
                { entry, payload in
                    guard let text = entry?.pointee.value, let payload else { return 0 }
                    let list = payload.assumingMemoryBound(to: [GitPath].self)
                    if text.pointee == 0 { list.pointee = [] } else { list.pointee.append(GitPath(copying: text)) }
                    return 0
                }, values)
        }
        return values
    }
}

extension GitPath {
    /// True when this value of `safe.directory` (`*`, `folder/*` or a folder) trusts `folder`.
    fileprivate func covers(_ folder: GitPath) -> Bool {
        if elementsEqual("*".utf8) { return true }
        if suffix(2).elementsEqual("/*".utf8) { return folder.starts(with: dropLast()) }
        return folder.elementsEqual(count > 1 && last == UInt8(ascii: "/") ? dropLast() : self[...])
    }
}
