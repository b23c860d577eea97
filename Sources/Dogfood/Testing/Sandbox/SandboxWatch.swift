import FoundationEssentials
import Glibc

/// Looks from outside at what a sandbox takes; nothing in the sandbox can hide from it or answer for it.
struct SandboxWatch: Sendable {
    /// The sandbox's first process, a child of this one.
    var process: Int32
    var limits: SandboxLimits
    /// Folders on disk that the sandbox can write to.
    var writable: [String]

    /// The first limit that is passed now; nil when all hold.
    func breach(seconds: Double, silence: Double, looksAtDisk: Bool) -> EnclosedRun.Breach? {
        if seconds > limits.seconds { return .time }
        if silence > limits.silence { return .silence }
        let processes = below(process)
        if processes.count > limits.processes { return .processes }
        if processes.reduce(0, { $0 + memory(of: $1) }) > limits.memory { return .memory }
        if looksAtDisk, writable.reduce(0, { $0 + size(of: $1) }) > limits.disk { return .disk }
        return nil
    }

    private func below(_ top: Int32) -> [Int32] {
        var found = [top]
        var next = 0
        while next < found.count, found.count <= limits.processes {
            let folder = "/proc/\(found[next])/task"
            for task in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
                found += read("\(folder)/\(task)/children").split(whereSeparator: \.isWhitespace).compactMap {
                    Int32($0)
                }
            }
            next += 1
        }
        return found
    }

    /// Bytes that are no file's.
    private func memory(of process: Int32) -> UInt64 {
        var total: UInt64 = 0
        for line in read("/proc/\(process)/status").split(separator: "\n")
        where line.hasPrefix("RssAnon:") || line.hasPrefix("RssShmem:") {
            total += line.split(whereSeparator: { !$0.isNumber }).first.flatMap { UInt64($0) } ?? 0
        }
        return total * 1024
    }

    /// Not by Foundation, which loses 4 KB with each empty file that it reads; of these, most are empty.
    private func read(_ path: String) -> String {
        (try? DurableFile.read(path)).map { String(decoding: $0, as: UTF8.self) } ?? ""
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
