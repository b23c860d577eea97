import Glibc

/// Finds a program as `execvp` does.
enum ProgramSearch {
    /// The path of an executable file; nil when there is none.
    /// - Parameter path: the value of `PATH`, used for a name without a slash.
    static func find(_ program: String, path: String?) -> String? {
        if program.isEmpty { return nil }
        if program.contains("/") { return isExecutable(program) ? program : nil }
        let folders = (path ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":")
        return folders.lazy.map { "\($0)/\(program)" }.first(where: isExecutable)
    }

    private static func isExecutable(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && access(path, X_OK) == 0
    }
}
