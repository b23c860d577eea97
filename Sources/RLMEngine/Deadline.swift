/// Thrown when an operation did not end in time; it was cancelled and has ended.
struct DeadlinePassed: Error {}

/// Runs `operation`, cancelling it after `seconds`; nil means no limit.
func withDeadline<Value: Sendable>(
    seconds: Double?, _ operation: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    guard let seconds else { return try await operation() }
    guard seconds > 0 else { throw DeadlinePassed() }
    return try await withThrowingTaskGroup(of: Value?.self) { group in
        group.addTask { try await operation() }
        group.addTask {
            try await Task.sleep(for: .seconds(seconds))
            return nil
        }
        defer { group.cancelAll() }
        guard let first = try await group.next(), let value = first else { throw DeadlinePassed() }
        return value
    }
}
