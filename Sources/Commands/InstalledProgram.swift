import Bridge
import Glibc
import Posix

/// Our programs, which are installed into one folder.
package enum InstalledProgram {
    /// The path of one of them.
    package static func path(_ name: String) throws -> String {
        let own = try ExecutablePath.current()
        let path = own[..<(own.lastIndex(of: "/") ?? own.startIndex)] + "/" + name
        guard access(String(path), X_OK) == 0 else {
            throw RPCError(
                .notFound, "there is no \(name) in the folder of \(own)", hint: "install both into the same folder")
        }
        return String(path)
    }
}
