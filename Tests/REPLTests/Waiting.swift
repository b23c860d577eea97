import FoundationEssentials
import Glibc

/// Waits up to ten seconds for something that happens by itself.
func becomesTrue(_ condition: () -> Bool) async -> Bool {
    for _ in 0..<1000 where !condition() { try? await Task.sleep(for: .milliseconds(10)) }
    return condition()
}

/// True when there is no such process, or one that only waits for its parent to notice that it has ended.
func isGone(_ id: Int32) -> Bool {
    if kill(id, 0) != 0 { return true }
    guard let status = try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8) else { return true }
    return status.contains(") Z ")
}
