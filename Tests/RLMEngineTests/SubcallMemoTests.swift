import Hashing
import LanguageModels
import ReplyCache
import Testing

@testable import RLMEngine

@Suite struct SubcallMemoTests {
    private let memo = SubcallMemo()

    private func ask(_ prompt: String, _ ask: () async -> SubcallMemo.Outcome) async -> String {
        switch await memo.outcome(
            for: ReplyKey(model: "m", ModelRequest(prompt: prompt), longTexts: SecretDigest()), ask: ask)
        {
        case .replied(let text): text
        case .failed(let message): "failed: \(message)"
        case .abandoned: "abandoned"
        case .declined: "declined"
        }
    }

    @Test func remembersRepliesAndNotFailures() async {
        #expect(await ask("a") { .failed("no") } == "failed: no")
        #expect(await ask("a") { .replied("yes") } == "yes")
        #expect(await ask("a") { .replied("never asked") } == "yes")
        #expect(await ask("b") { .replied("other") } == "other")
    }

    @Test func asksAnewWhenTheOneThatAskedWasStopped() async throws {
        let first = Task { await ask("a") { await never() } }
        try await Task.sleep(for: .milliseconds(20))
        let second = Task { await ask("a") { .replied("second") } }
        try await Task.sleep(for: .milliseconds(20))
        first.cancel()
        #expect(await first.value == "abandoned")
        #expect(await second.value == "second")
    }

    @Test func asksAnewWhenTheOneThatAskedWasDeclined() async throws {
        let first = Task {
            await ask("a") {
                try? await Task.sleep(for: .milliseconds(50))
                return .declined
            }
        }
        try await Task.sleep(for: .milliseconds(20))
        #expect(await ask("a") { .replied("second") } == "second")
        #expect(await first.value == "declined")
    }

    @Test func stopsWaitingWhenItIsCancelled() async throws {
        let first = Task { await ask("a") { await never() } }
        try await Task.sleep(for: .milliseconds(20))
        let second = Task { await ask("a") { .replied("second") } }
        try await Task.sleep(for: .milliseconds(20))
        second.cancel()
        #expect(await second.value == "abandoned")
        first.cancel()
        _ = await first.value
    }

    /// Waits until the task is cancelled.
    private func never() async -> SubcallMemo.Outcome {
        try? await Task.sleep(for: .seconds(60))
        return .abandoned
    }
}
