import FoundationEssentials
import HTTPTransport
import Posix
import Synchronization
import TestSupport
import Testing

/// Runs LiteLLM's proxy while the tests of a suite run, when RLM_TEST_LITELLM=1 asks for it.
struct LiteLLMProxy: SuiteTrait, TestScoping {
    struct Ended: Error {
        var message: String
    }

    static let isWanted = ProcessInfo.processInfo.environment["RLM_TEST_LITELLM"] == "1"
    static let key = "sk-litellm-test-0123456789"
    /// Where the proxy listens.
    @TaskLocal static var url = ""

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        // On a busy machine the proxy sometimes gives up while it starts; that is not what is tested here.
        for attempt in 1...3 {
            let port = LoopbackServer(always: .http()).port
            let proxy = start(port)
            let outcome: Result<Void, any Error>
            do {
                let url = "http://127.0.0.1:\(port)"
                try await waitUntilReady(url, or: { proxy.ended.withLock { $0 } })
                try await Self.$url.withValue(url) { try await function() }
                outcome = .success(())
            } catch {
                outcome = .failure(error)
            }
            proxy.task.cancel()
            // Until it is gone: this process may end next, and with it what kills the proxy.
            _ = await proxy.task.result
            guard case .failure(let error as Ended) = outcome, attempt < 3 else { return try outcome.get() }
            Issue.record("attempt \(attempt): \(error.message)", severity: .warning)
        }
    }

    /// A running proxy; cancelling the task kills it.
    private struct Running {
        var task: Task<Void, any Error>
        /// Why it ended, once it has.
        var ended: SharedText
    }

    private final class SharedText: Sendable {
        private let text = Mutex<String?>(nil)
        func withLock<Result>(_ body: (inout String?) -> Result) -> Result { text.withLock { body(&$0) } }
    }

    private func start(_ port: Int) -> Running {
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "LiteLLM/proxy").path
        let ended = SharedText()
        let task = Task {
            let output = try await ChildProcess.run(ChildCommand(script, ["\(port)", Self.key]))
            ended.withLock { $0 = "the proxy ended with \(output.status): \(output.errorText.suffix(4000))" }
        }
        return Running(task: task, ended: ended)
    }

    /// Waits up to ten minutes, because the first run installs the proxy.
    /// - Parameter ended: says why it will never be ready.
    private func waitUntilReady(_ url: String, or ended: () -> String?) async throws {
        for _ in 0..<1200 {
            let response = try? await HTTPClient.shared.send(HTTPRequest(url: url + "/health/liveliness"))
            if response?.status == 200 { return }
            if let message = ended() { throw Ended(message: message) }
            try await Task.sleep(for: .milliseconds(500))
        }
        throw Ended(message: "the proxy did not start within ten minutes")
    }
}
