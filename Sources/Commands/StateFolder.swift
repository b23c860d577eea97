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

    /// The folder, or one below it, that is there now, for its owner alone.
    /// - Parameter use: what it is for, in an error.
    func made(_ name: String? = nil, for use: String) throws(CommandFailure) -> String {
        let folder = name.map { path + "/" + $0 } ?? path
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw CommandFailure(
                .usage, "\(folder) cannot be made, \(use); set XDG_STATE_HOME to a folder of yours")
        }
        return folder
    }
}
