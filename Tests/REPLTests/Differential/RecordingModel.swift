import REPL
import Synchronization

/// Answers calls after a moment with what was asked, and keeps what that was and how many ran at once.
///
/// Some of the calls that are sent ahead it declines, as a run does that is near a limit.
final class RecordingModel: Sendable {
    struct Record: Sendable {
        var asked: [String: Int] = [:]
        var running = 0
        var most = 0
        var ahead = 0

        /// True for each ninth.
        mutating func declines() -> Bool {
            ahead += 1
            return ahead % 9 == 0
        }
    }

    private let record = Mutex(Record())
    private let delay: Mutex<Duration>

    init(delay: Duration) {
        self.delay = Mutex(delay)
    }

    /// What was asked since the last time, with the delay of what comes next.
    func take(delay next: Duration? = nil) -> Record {
        if let next { delay.withLock { $0 = next } }
        return record.withLock { record in
            defer { record = Record(running: record.running, most: record.running) }
            return record
        }
    }

    func answer(_ call: Subcall) async -> SubcallReply {
        if call.anticipation != nil, record.withLock({ $0.declines() }) { return .declined }
        let parts = [call.prompt, call.context, call.model].compactMap(\.self)
        let asked = parts.joined(separator: " | ")
        record.withLock { record in
            record.asked["\(call.kind): \(asked)", default: 0] += 1
            record.running += 1
            record.most = max(record.most, record.running)
        }
        defer { record.withLock { $0.running -= 1 } }
        try? await Task.sleep(for: delay.withLock(\.self))
        return call.prompt.contains("fail") ? .failure("no reply to \(asked)") : .text("re(\(asked))")
    }
}
