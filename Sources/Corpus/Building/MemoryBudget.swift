import FoundationEssentials

/// How much memory the corpus text may take before the system would start to end programs.
enum MemoryBudget {
    /// Three quarters of what is free, on the machine or in the process's control group.
    static func bytes() -> Int {
        let free = [machine(), controlGroup()].compactMap { $0 }.min()
        return free.map { $0 / 4 * 3 } ?? .max
    }

    private static func machine() -> Int? {
        guard let text = try? String(contentsOfFile: "/proc/meminfo", encoding: .utf8) else { return nil }
        for line in text.split(separator: "\n") where line.hasPrefix("MemAvailable:") {
            return line.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map { $0 * 1024 }
        }
        return nil
    }

    private static func controlGroup() -> Int? {
        guard let text = try? String(contentsOfFile: "/proc/self/cgroup", encoding: .utf8),
            let line = text.split(separator: "\n").first(where: { $0.hasPrefix("0::") })
        else { return nil }
        let folder = "/sys/fs/cgroup" + line.dropFirst(3)
        guard let limit = number(in: folder + "/memory.max"), let used = number(in: folder + "/memory.current")
        else { return nil }
        return max(0, limit - used)
    }

    /// Nil also for `max`.
    private static func number(in path: String) -> Int? {
        (try? String(contentsOfFile: path, encoding: .utf8)).flatMap { Int($0.filter { !$0.isWhitespace }) }
    }
}
