import GitStore

/// What the threads that read from a repository need to know of it; each opens it for itself.
final class GitPlace: Sendable {
    let folder: GitPath
    /// Inside the repository, what the user named; empty for all of it.
    let subfolder: GitPath
    /// What the user typed for `subfolder`.
    let shown: GitPath
    let filter: PathFilter

    init(folder: GitPath, subfolder: GitPath, shown: GitPath, filter: PathFilter) {
        self.folder = folder
        self.subfolder = subfolder
        self.shown = shown
        self.filter = filter
    }

    /// A path in the repository, as shown and relative to what the user named.
    func paths(of path: GitPath) -> (shown: GitPath, relative: GitPath) {
        let relative = ShownPath.relative(path, to: subfolder) ?? path
        return (ShownPath.join(shown, relative), relative)
    }

    /// True when the patterns take a file of the repository.
    func takes(_ path: GitPath) -> Bool {
        let (shown, relative) = paths(of: path)
        return filter.takes(shown, relative)
    }
}
