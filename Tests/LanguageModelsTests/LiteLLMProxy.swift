import FoundationEssentials
import HTTPTransport
import Posix
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
        let port = LoopbackServer(always: .http()).port
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "LiteLLM/proxy").path
        let url = "http://127.0.0.1:\(port)"
        try await withThrowingTaskGroup { group in
            group.addTask {
                let output = try await ChildProcess.run(ChildCommand(script, ["\(port)", Self.key]))
                throw Ended(message: "the proxy ended with \(output.status): \(output.errorText.suffix(2000))")
            }
            group.addTask {
                try await Self.waitUntilReady(url)
                try await Self.$url.withValue(url) { try await function() }
            }
            defer { group.cancelAll() }
            // The proxy never ends by itself: what comes first is the end of the tests, or a failure.
            try await group.next()
        }
    }

    /// Waits up to ten minutes, because the first run installs it.
    private static func waitUntilReady(_ url: String) async throws {
        for _ in 0..<1200 {
            let response = try? await HTTPClient.shared.send(HTTPRequest(url: url + "/health/liveliness"))
            if response?.status == 200 { return }
            try await Task.sleep(for: .milliseconds(500))
        }
        throw Ended(message: "the proxy did not start within ten minutes")
    }
}
