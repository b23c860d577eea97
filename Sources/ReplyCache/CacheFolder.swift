import Glibc
import Posix

/// The folder that holds the cache: the user's alone, because what stands in it is given as the word of a model.
package struct CacheFolder: Sendable, Equatable {
    package let path: String

    package init(path: String) {
        self.path = path
    }

    /// `$XDG_CACHE_HOME/rlm`, by default `~/.cache/rlm`; nil when there is no home either.
    package init?(environment: [String: String]) {
        guard let path = UserFolder.cache.path(of: "rlm", environment: environment) else { return nil }
        self.path = path
    }

    package var database: String { path + "/replies.db" }

    /// The database and what SQLite keeps beside it.
    var files: [String] { ["", "-wal", "-shm", "-journal"].map { database + $0 } }

    /// True when something was ever kept here.
    package var exists: Bool { access(database, F_OK) == 0 }

    /// Makes the folder, for its owner alone, and checks that nobody else can put replies into it.
    func prepare() throws(CacheError) {
        var made = path.hasPrefix("/") ? "" : "."
        for part in path.split(separator: "/") {
            made += "/" + part
            if mkdir(made, 0o700) != 0, errno != EEXIST, errno != EISDIR {
                let code = errno
                var found = stat()
                // A parent that exists may well be one where nothing can be made.
                if stat(made, &found) != 0 { throw CacheError("\(made) cannot be made: \(Self.reason(code))") }
            }
        }
        var found = stat()
        guard stat(path, &found) == 0 else { throw CacheError("\(path): \(Self.reason(errno))") }
        guard found.st_mode & S_IFMT == S_IFDIR else { throw CacheError("\(path) is no folder") }
        guard found.st_uid == geteuid(), found.st_mode & 0o022 == 0 else {
            throw CacheError("others may write to \(path). Make it yours alone, with chmod 700, or remove it")
        }
    }

    /// Removes the database whatever its state.
    func removeFiles() throws(CacheError) {
        for file in files where unlink(file) != 0 && errno != ENOENT {
            throw CacheError("\(file) cannot be removed: \(Self.reason(errno))")
        }
    }

    private static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }
}
