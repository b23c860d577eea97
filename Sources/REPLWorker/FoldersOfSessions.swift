import Glibc

/// The temporary folders of the sessions that were forked, to be removed when the host has been killed.
///
/// A host that ends by itself removes them. One that is killed cannot, and its sessions die with it.
struct FoldersOfSessions {
    private var paths: [String] = []

    mutating func add(_ path: String) {
        if paths.count >= 64 { paths.removeAll { access($0, F_OK) != 0 } }
        paths.append(path)
    }

    /// Removes those that are empty, as a folder is over which a session had mounted its own memory.
    ///
    /// Others stay for the next host: while a session may still be dying, nothing in them is followed.
    consuming func remove() {
        for path in paths {
            // A folder is busy for as long as the kernel takes to let go of a session's mount.
            var tries = 100
            while tries > 0, rmdir(path) != 0, errno == EBUSY {
                usleep(10_000)
                tries -= 1
            }
        }
    }
}
