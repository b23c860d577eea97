import FoundationEssentials
import Glibc
import Posix

/// Where rlm keeps what it remembers between runs: `$XDG_STATE_HOME/rlm`, by default `~/.local/state/rlm`.
package struct StateFolder: Sendable {
    package let path: String

    /// nil when the environment names no home.
    package init?(environment: [String: String]) {
        guard let path = UserFolder.state.path(of: "rlm", environment: environment) else { return nil }
        self.path = path
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
