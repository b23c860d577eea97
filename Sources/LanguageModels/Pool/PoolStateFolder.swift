import FoundationEssentials
import Glibc
import Posix

/// Where running processes show how their pools are: one small file each, replaced as a whole, that goes with its
/// process. What a killed process left is told by its process's number and start, and removed.
package struct PoolStateFolder: Sendable, Equatable {
    /// One process's pool.
    package struct Record: Sendable, Equatable, Codable {
        package var process: Int32
        /// When the process started, in the kernel's ticks: another process may get the same number later.
        package var start: Int
        package var pool: PoolSnapshot
    }

    let path: String

    /// `$XDG_RUNTIME_DIR/rlm`; where that is not set, a folder of the user's own below the temporary one.
    package init(environment: [String: String]) {
        path = UserFolder.runtime(of: "rlm", environment: environment)
    }

    /// What the pools of all processes show that run now.
    package func records() -> [Record] {
        guard isOwn, let names = try? FileManager.default.contentsOfDirectory(atPath: path) else { return [] }
        return names.filter { $0.hasPrefix("pool-") && $0.hasSuffix(".json") }.sorted().compactMap { name in
            let file = "\(path)/\(name)"
            guard let data = try? Data(contentsOf: URL(filePath: file)),
                let record = try? JSONDecoder().decode(Record.self, from: data)
            else { return nil }
            if RunningProcess(record.process).start == record.start { return record }
            unlink(file)
            return nil
        }
    }

    /// Makes the folder where it is missing; false when there is no place that belongs to this user alone.
    func prepare() -> Bool {
        mkdir(path, 0o700)
        return isOwn
    }

    /// Replaces the file as a whole, so that no reader sees half of it.
    func write(_ pool: PoolSnapshot, to name: String) {
        guard let start = RunningProcess.own.start,
            let data = try? JSONEncoder().encode(Record(process: getpid(), start: start, pool: pool))
        else { return }
        try? data.write(to: URL(filePath: "\(path)/\(name)"), options: .atomic)
    }

    func remove(_ name: String) { unlink("\(path)/\(name)") }

    /// In a folder that others may write to, a file could be anybody's.
    private var isOwn: Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR && status.st_uid == getuid()
            && status.st_mode & 0o022 == 0
    }
}
