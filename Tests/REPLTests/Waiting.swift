import Posix
import TestSupport

/// Waits up to ten seconds for something that happens by itself.
func becomesTrue(_ condition: () -> Bool) async -> Bool {
    for _ in 0..<1000 where !condition() { try? await Task.sleep(for: .milliseconds(10)) }
    return condition()
}

func isGone(_ id: Int32) -> Bool { RunningProcess(id).hasEnded }
