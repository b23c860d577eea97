import CGit2
import Glibc

/// Path patterns with git's meaning: `src` is a file or all below a folder, `*.c` any depth, `*` also matches `/`.
///
/// Beyond git, a leading `**/` also matches at the top, as in `.gitignore`. Immutable, so safe to share.
package final class Pathspec: @unchecked Sendable {
    // Unchecked because of the pointer inside: libgit2 only reads a compiled pathspec.
    private let handle: GitHandle

    /// - Throws: for an empty pattern.
    package init(_ patterns: [String]) throws(GitError) {
        var texts: [String] = []
        for pattern in patterns {
            var text = pattern[...]
            while text.count > 1, text.hasSuffix("/") { text.removeLast() }
            while text.hasPrefix("./") { text.removeFirst(2) }
            if text == "." { text = "*" }
            guard !text.isEmpty else {
                throw GitError(.invalid, call: "git_pathspec_new", message: "a path pattern is empty")
            }
            // Otherwise a comment or a negation in libgit2, and neither in git.
            if text.hasPrefix("#") || text.hasPrefix("!") { text = "\\" + text }
            texts.append(String(text))
            if text.hasPrefix("**/") { texts.append(String(text.dropFirst(3))) }
        }
        var strings = texts.map { strdup($0) }
        defer { strings.forEach { free($0) } }
        handle = try GitLibrary.make("git_pathspec_new", freedBy: git_pathspec_free) { out in
            strings.withUnsafeMutableBufferPointer { buffer in
                var list = git_strarray(strings: buffer.baseAddress, count: buffer.count)
                return git_pathspec_new(&out, &list)
            }
        }
    }

    /// True when one of the patterns matches; letter case counts.
    package func matches(_ path: GitPath) -> Bool {
        path.withCString { git_pathspec_matches_path(handle.pointer, GIT_PATHSPEC_USE_CASE.rawValue, $0) } == 1
    }
}
