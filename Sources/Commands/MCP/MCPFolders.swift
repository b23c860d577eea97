import Bridge
import FoundationEssentials
import Glibc

/// The files and folders that a client of `rlm mcp` may ask about.
struct MCPFolders: Sendable {
    /// Absolute, without symbolic links.
    let roots: [String]
    /// Where relative paths start from.
    let folder: String

    /// - Throws: when a path leads nowhere.
    init(_ paths: [String]) throws(CommandFailure) {
        var roots: [String] = []
        for path in paths {
            if path.isEmpty {
                throw CommandFailure(.usage, "one of the paths is empty; the current folder is .")
            }
            guard let real = Self.real(path) else {
                throw CommandFailure(.input, "there is no file or folder \(PlainText.oneLine(path))")
            }
            roots.append(real)
        }
        self.roots = roots
        folder = roots.first { Self.isFolder($0) } ?? FileManager.default.currentDirectoryPath
    }

    /// The paths that a client names as absolute ones; all roots when it names none.
    func resolved(_ paths: [String]) throws(RPCError) -> [String] {
        if paths.isEmpty { return roots }
        var resolved: [String] = []
        for path in paths {
            guard let real = Self.real(path.hasPrefix("/") ? path : folder + "/" + path) else {
                throw RPCError(.invalidParams, "there is no file or folder \(path)")
            }
            guard roots.contains(where: { real == $0 || $0 == "/" || real.hasPrefix($0 + "/") }) else {
                throw RPCError(
                    .invalidParams, "\(path) lies outside of what this server reads: \(roots.joined(separator: ", "))")
            }
            resolved.append(real)
        }
        return resolved
    }

    private static func real(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}
