import Synchronization

/// Another model that repeats calls that failed for a passing reason.
///
/// A call that has handed on text is repeated only where the caller says that it may be: the text then starts anew,
/// and `onRetry` is what tells that what came before is void.
package struct RetryingModel: WrappingModel {
    /// Told before each wait: why the call failed, and the seconds until it is repeated.
    package typealias RetryHandler = @Sendable (ModelError, Double) -> Void

    package let base: any LanguageModel
    private let policy: RetryPolicy
    private let mayRestart: @Sendable () -> Bool
    private let onRetry: RetryHandler

    /// - Parameter mayRestart: asked when a call fails after text has come; true voids that text.
    package init(
        _ base: any LanguageModel, policy: RetryPolicy = RetryPolicy(),
        onRetry: @escaping RetryHandler = { _, _ in }, mayRestart: @escaping @Sendable () -> Bool = { false }
    ) {
        self.base = base
        self.policy = policy
        self.mayRestart = mayRestart
        self.onRetry = onRetry
    }

    package func respond(
        to request: ModelRequest, onText: @escaping @Sendable (String) -> Void
    ) async throws(ModelError) -> ModelReply {
        let speaking = Flag()
        var attempt = 1
        while true {
            do throws(ModelError) {
                return try await base.respond(to: request) { piece in
                    speaking.raise()
                    onText(piece)
                }
            } catch {
                guard !speaking.isRaised || mayRestart(),
                    let delay = policy.delay(after: error, attempt: attempt, random: .random(in: 0...1))
                else { throw error }
                onRetry(error, delay)
                try await wait(delay)
                attempt += 1
            }
        }
    }

    private func wait(_ seconds: Double) async throws(ModelError) {
        do {
            try await Task.sleep(for: .seconds(seconds))
        } catch {
            throw ModelError(.cancelled, model: name, message: "the call was cancelled.")
        }
    }

    /// Set once, from any thread.
    private final class Flag: Sendable {
        private let raised = Mutex(false)
        var isRaised: Bool { raised.withLock { $0 } }
        func raise() { raised.withLock { $0 = true } }
    }
}
