import FoundationEssentials
import Glibc

/// Sandboxes that wait for ever, because what started them was killed at the wrong moment.
///
/// Between the making of bubblewrap's inner process and the word that its names are set up, the inner one does not yet
/// die with the outer one: it waits on an event that nobody is left to send.
enum OrphanedSandboxes {
    /// Kills those that work below `folder` and have lost the process that started them.
    static func end(below folder: String) {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? [] {
            guard let process = Int32(name), isSandbox(process, below: folder), isOrphan(process) else { continue }
            kill(process, SIGKILL)
        }
    }

    private static func isSandbox(_ process: Int32, below folder: String) -> Bool {
        guard let line = read("/proc/\(process)/cmdline") else { return false }
        let words = line.split(separator: "\0")
        return words.first?.split(separator: "/").last == "bwrap" && words.contains { $0.hasPrefix(folder + "/") }
    }

    /// Adopted by the first process of all, or by the user's manager of services.
    private static func isOrphan(_ process: Int32) -> Bool {
        // Field 4; the second, in brackets, may hold anything.
        guard let fields = read("/proc/\(process)/stat")?.split(separator: ")").last?.split(separator: " "),
            fields.count > 1, let parent = Int32(fields[1])
        else { return false }
        return parent == 1 || read("/proc/\(parent)/comm") == "systemd\n"
    }

    private static func read(_ path: String) -> String? {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    }
}
