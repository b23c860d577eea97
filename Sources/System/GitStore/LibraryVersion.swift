import CGit2

/// The version of libgit2 that is loaded, such as `1.5.1`.
package var gitLibraryVersion: String {
    var (major, minor, revision): (Int32, Int32, Int32) = (0, 0, 0)
    git_libgit2_version(&major, &minor, &revision)
    return "\(major).\(minor).\(revision)"
}
