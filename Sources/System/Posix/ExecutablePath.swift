import Glibc

/// Where this process's own program is.
package enum ExecutablePath {
    /// The absolute path with links resolved.
    package static func current() throws(PosixError) -> String {
        guard let path = RunningProcess.own.program else { throw .last("readlink", "/proc/self/exe") }
        return path
    }
}
