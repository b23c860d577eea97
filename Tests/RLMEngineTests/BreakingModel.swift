import LanguageModels

/// A model whose replies never come whole: it breaks off, or where the prompt says “hangs”, stays silent after it has
/// been asked.
struct BreakingModel: LanguageModel {
    let name = "test/breaking"
    let reply: String

    func contextWindow() async -> Int? { nil }
    func priceUSD(of usage: TokenUsage) -> Double? { 0 }

    func respond(
        to request: ModelRequest, onText: @escaping @Sendable (String) -> Void
    ) async throws(ModelError) -> ModelReply {
        if request.messages.last?.text == "hangs" {
            try? await Task.sleep(for: .seconds(60))
            throw ModelError(.cancelled, model: name, message: "the call was cancelled.")
        }
        onText(reply)
        throw ModelError(.refused, model: name, message: "the content filter stopped the reply.")
    }
}
