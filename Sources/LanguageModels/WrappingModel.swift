/// A model that does something of its own when it is asked, and is in all else the model that it asks.
package protocol WrappingModel: LanguageModel {
    var base: any LanguageModel { get }
}

extension WrappingModel {
    package var name: String { base.name }
    package var needsREPL: Bool { base.needsREPL }
    package var replyIdentity: String? { base.replyIdentity }
    package var capacity: Int? { base.capacity }
    package func contextWindow() async -> Int? { await base.contextWindow() }
    package func priceUSD(of usage: TokenUsage) -> Double? { base.priceUSD(of: usage) }
}
