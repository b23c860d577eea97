import FoundationEssentials
import Glibc
import Posix

/// Looks from outside at what a sandbox takes; nothing in the sandbox can hide from it or answer for it.
struct SandboxWatch: Sendable {
    /// The sandbox's first process, a child of this one.
    var process: RunningProcess
    var limits: SandboxLimits
    /// Folders on disk that the sandbox can write to.
    var writable: [String]

    /// The first limit that is passed now; nil when all hold.
    func breach(seconds: Double, silence: Double, looksAtDisk: Bool) -> EnclosedRun.Breach? {
        if seconds > limits.seconds { return .time }
        if silence > limits.silence { return .silence }
        let processes = [process] + process.descendants(limit: limits.processes)
        if processes.count > limits.processes { return .processes }
        if processes.reduce(0, { $0 + memory(of: $1) }) > limits.memory { return .memory }
        if looksAtDisk, writable.reduce(0, { $0 + size(of: $1) }) > limits.disk { return .disk }
        return nil
    }

    /// Bytes that are no file's.
    private func memory(of process: RunningProcess) -> UInt64 {
        var total: UInt64 = 0
        for line in process.text("status").split(separator: "\n")
        where line.hasPrefix("RssAnon:") || line.hasPrefix("RssShmem:") {
            total += line.split(whereSeparator: { !$0.isNumber }).first.flatMap { UInt64($0) } ?? 0
        }
        return total * 1024
    }

    /// Bytes on disk below a folder, links not followed.
    private func size(of folder: String) -> UInt64 {
        var total: UInt64 = 0
        var pending = [folder]
        while let path = pending.popLast() {
            var status = stat()
            guard lstat(path, &status) == 0 else { continue }
            total += UInt64(status.st_blocks) * 512
            guard status.st_mode & S_IFMT == S_IFDIR else { continue }
            let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
            pending += names.map { "\(path)/\($0)" }
        }
        return total
    }
}
