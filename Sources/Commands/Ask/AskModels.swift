package import Configuration
package import LanguageModels
package import RLMEngine

/// The models of one question, made from the settings.
package struct AskModels: Sendable {
    package let root: any LanguageModel
    package let sub: any LanguageModel
    /// Tells which questions mean the same; nil when that is not wanted.
    package let similarReplies: SimilarReplies?

    /// Chooses and makes the models; nothing is sent but a question to an Ollama server which models it has, when
    /// it was named without one.
    /// - Parameter onRemark: told about a choice that was made for the user.
    package init(_ settings: Settings, environment: [String: String], onRemark: (String) -> Void) async throws {
        let factory = try ModelFactory.configured(settings, environment: environment)
        var choice = ModelChoice(settings, environment: environment)
        if let url = settings.model.baseURL, settings.model.name == nil, choice.root == "builtin" {
            throw UsageError(
                "\(PlainText.oneLine(url)) is the address of a server, but no model of it is named; add --model, such as "
                    + "--model vllm/MODEL")
        }
        if settings.providers[choice.root]?.kind == .ollama {
            let readiness = await factory.readiness()
            choice = choice.completed(by: readiness)
            if let server = readiness.first(where: { $0.provider == choice.root }), server.model == nil, !server.isReady
            {
                let advice = server.advice.map { " \($0)" } ?? ""
                throw CommandFailure(.model, "\(choice.root): \(server.detail)\(advice)")
            }
        }
        if let remark = choice.remark { onRemark(remark) }
        root = try factory.model(named: choice.root, role: .root)
        sub = try factory.model(named: choice.sub, role: .sub)
        similarReplies = try settings.cache.embeddingModel.map { name in
            SimilarReplies(model: try factory.embeddingModel(named: name), threshold: settings.cache.similarity)
        }
    }
}
