import GitStore
import Glibc

/// Absolute paths without symbolic links.
enum RealPath {
    /// Nil when the path leads nowhere.
    static func of(_ path: GitPath) -> GitPath? {
        guard let resolved = path.withCString({ realpath($0, nil) }) else { return nil }
        defer { free(resolved) }
        return GitPath(copying: resolved)
    }
}
