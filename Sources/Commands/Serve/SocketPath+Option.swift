import Bridge
import FoundationEssentials

extension SocketPath {
    /// The socket that `--socket` names, or the user's own.
    init(option: String?, environment: [String: String]) throws {
        guard let option else {
            try self.init(environment: environment)
            return
        }
        guard !option.isEmpty else { throw UsageError("--socket needs a path") }
        let absolute =
            option.hasPrefix("/") ? option : FileManager.default.currentDirectoryPath + "/" + option
        try self.init(absolute)
    }
}
