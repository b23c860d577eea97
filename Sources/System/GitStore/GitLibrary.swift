import CGit2
import Glibc

/// The process's one libgit2: its start, and how its return values become errors.
enum GitLibrary {
    /// Started once, on first use, and never shut down.
    private static let started: Bool = {
        guard git_libgit2_init() >= 0 else { return false }
        // `GitRepository.open` checks owners itself: libgit2 1.5 knows neither `safe.directory = *` nor a clear message.
        guard cgit2_set_owner_validation(0) == 0 else { return false }
        forgetUnreadableConfiguration()
        // Repositories with these extensions read the same; the names are compared in lower case.
        let extensions = ["worktreeconfig", "preciousobjects", "partialclone", "relativeworktrees"]
        let names = extensions.map { strdup($0) }
        defer { names.forEach { free($0) } }
        var pointers = names.map { UnsafePointer<CChar>($0) }
        return cgit2_support_extensions(&pointers, pointers.count) == 0
    }()

    /// A user's configuration that may not be read, as when HOME is another user's, would fail every call.
    private static func forgetUnreadableConfiguration() {
        let home = getenv("HOME").map { String(cString: $0) } ?? ""
        let configuration = getenv("XDG_CONFIG_HOME").map { String(cString: $0) } ?? home + "/.config"
        for (path, level) in [
            (home + "/.gitconfig", GIT_CONFIG_LEVEL_GLOBAL), (configuration + "/git/config", GIT_CONFIG_LEVEL_XDG),
        ] where access(path, R_OK) != 0 && errno == EACCES {
            _ = cgit2_forget_configuration(level)
        }
    }

    static func start() throws(GitError) {
        guard started else {
            throw GitError(.unusable, call: "git_libgit2_init", message: "libgit2 does not start")
        }
    }

    /// Throws unless `code` is 0 or more. To be called right after the call, on the same thread.
    static func check(_ code: Int32, _ call: String, _ context: String = "") throws(GitError) {
        if code < 0 { throw error(code, call, context) }
    }

    static func error(_ code: Int32, _ call: String, _ context: String = "") -> GitError {
        let reason = git_error_last().flatMap { $0.pointee.message.map { String(cString: $0) } } ?? "error \(code)"
        return GitError(kind(code), call: call, message: context.isEmpty ? reason : "\(context): \(reason)")
    }

    private static func kind(_ code: Int32) -> GitError.Kind {
        switch git_error_code(code) {
        case GIT_ENOTFOUND, GIT_EUNBORNBRANCH: .notFound
        case GIT_EAMBIGUOUS: .ambiguous
        case GIT_EINVALIDSPEC, GIT_EPEEL: .invalid
        case GIT_EOWNER: .wrongOwner
        case GIT_EEXISTS: .exists
        case GIT_EMODIFIED, GIT_ELOCKED: .moved
        case GIT_ECONFLICT, GIT_EMERGECONFLICT: .conflict
        default: .unusable
        }
    }

    /// Runs a call that makes an object and takes the object over.
    static func make(
        _ call: String, _ context: String = "", freedBy release: @escaping (OpaquePointer?) -> Void,
        _ body: (inout OpaquePointer?) -> Int32
    ) throws(GitError) -> GitHandle {
        try start()
        var pointer: OpaquePointer?
        try check(body(&pointer), call, context)
        guard let pointer else { throw GitError(.unusable, call: call, message: "\(call) made nothing") }
        return GitHandle(pointer, freedBy: release)
    }
}
