import FoundationEssentials
import Glibc

/// Where rlm keeps what it remembers between runs: `$XDG_STATE_HOME/rlm`, by default `~/.local/state/rlm`.
package struct StateFolder: Sendable {
    package let path: String

    /// nil when the environment names no home.
    package init?(environment: [String: String]) {
        if let folder = environment["XDG_STATE_HOME"], folder.hasPrefix("/") {
            path = folder + "/rlm"
        } else if let home = environment["HOME"], home.hasPrefix("/") {
            path = home + "/.local/state/rlm"
        } else {
            return nil
        }
    }

    /// A folder below it that is there now, for its owner alone.
    func made(_ name: String) throws(CommandFailure) -> String {
        let folder = path + "/" + name
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw CommandFailure(
                .usage,
                "\(folder) cannot be made, so the session cannot be saved; set XDG_STATE_HOME to a folder of yours")
        }
        return folder
    }
}
