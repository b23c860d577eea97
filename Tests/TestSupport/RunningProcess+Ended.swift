package import Posix

extension RunningProcess {
    /// True when there is no such process, or one that only waits for its parent to notice that it has ended.
    package var hasEnded: Bool {
        let state = text("status").split(separator: "\n").first { $0.hasPrefix("State:\t") }?.dropFirst(7).first
        return [nil, "Z", "X"].contains(state)
    }
}
