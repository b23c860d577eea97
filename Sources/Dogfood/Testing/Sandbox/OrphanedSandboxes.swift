import Glibc
import Posix

/// Sandboxes that wait for ever, because what started them was killed at the wrong moment.
///
/// Between the making of bubblewrap's inner process and the word that its names are set up, the inner one does not yet
/// die with the outer one: it waits on an event that nobody is left to send.
enum OrphanedSandboxes {
    /// Kills those that work below `folder` and have lost the process that started them.
    static func end(below folder: String) {
        for process in RunningProcess.all where isSandbox(process, below: folder) && isOrphan(process) {
            kill(process.id, SIGKILL)
        }
    }

    private static func isSandbox(_ process: RunningProcess, below folder: String) -> Bool {
        let words = process.commandLine
        return words.first?.split(separator: "/").last == "bwrap" && words.contains { $0.hasPrefix(folder + "/") }
    }

    /// Adopted by the first process of all, or by the user's manager of services.
    private static func isOrphan(_ process: RunningProcess) -> Bool {
        guard let parent = process.parent else { return false }
        return parent.id == 1 || parent.name == "systemd"
    }
}
