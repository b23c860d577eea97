/// Prices by model name; what is not in it has no known price, which is nil and never 0.
///
/// An entry is a model's name without its provider (`gpt-5-mini`), or with it (`deepseek/deepseek-chat`), which then
/// holds for that provider alone. It covers the same name with a date or `-latest` behind it
/// (`gpt-5-mini-2025-08-07`, `claude-sonnet-4-20250514`); an entry that ends in `*` covers every name with that
/// beginning. The longest entry that covers a name wins, and one with a provider wins over one without.
package struct PriceTable: Sendable, Equatable {
    private var exact: [String: ModelPrice] = [:]
    private var beginnings: [String: ModelPrice] = [:]

    package init(_ entries: [String: ModelPrice] = [:]) {
        for (name, price) in entries {
            if name.hasSuffix("*") {
                beginnings[name.dropLast().lowercased()] = price
            } else {
                exact[name.lowercased()] = price
            }
        }
    }

    /// This table with the entries of `other` added, which replace those of the same name.
    package func merging(_ other: PriceTable) -> PriceTable {
        var merged = self
        merged.exact.merge(other.exact) { $1 }
        merged.beginnings.merge(other.beginnings) { $1 }
        return merged
    }

    /// The price of a model by its full name, such as `openai/gpt-5`; nil when it is not known.
    ///
    /// - Parameter isLocal: the model runs on the user's own machines. It is free then, and that is known, unless the
    ///   table has it with its provider, or its name says that it runs elsewhere after all (`…-cloud` at Ollama).
    package func price(of name: ModelName, isLocal: Bool) -> ModelPrice? {
        let model = name.model.lowercased()
        let candidates = ["\(name.provider.lowercased())/\(model)"] + (isLocal ? [] : Self.names(of: model))
        for candidate in candidates {
            if let price = find(candidate) { return price }
        }
        return isLocal && !model.hasSuffix("-cloud") && !model.hasSuffix(":cloud") ? .free : nil
    }

    /// A model's name, and what is left of it without the makers' names in front (`deepseek/deepseek-chat`).
    private static func names(of model: String) -> [String] {
        let parts = model.split(separator: "/")
        return parts.indices.map { parts[$0...].joined(separator: "/") }
    }

    private func find(_ name: String) -> ModelPrice? {
        if let price = exact[name] { return price }
        if let dateless = Self.withoutDate(name), let price = exact[dateless] { return price }
        return beginnings.filter { name.hasPrefix($0.key) }.max { $0.key.count < $1.key.count }?.value
    }

    /// The name without `-latest`, `-20250514`, `-2025-08-07`, `@20250514` or `-0125` at its end; nil when it has none.
    private static func withoutDate(_ name: String) -> String? {
        if name.hasSuffix("-latest") { return String(name.dropLast("-latest".count)) }
        let tail = name.reversed().prefix { $0.isASCII && ($0.isNumber || $0 == "-" || $0 == "@") }
        let shapes = [[8], [4, 2, 2], [4]]
        var rest = Substring(String(tail.reversed()))
        while let separator = rest.firstIndex(where: { $0 == "-" || $0 == "@" }) {
            let digits = rest[rest.index(after: separator)...]
            let lengths = digits.split(separator: "-", omittingEmptySubsequences: false).map(\.count)
            if shapes.contains(lengths) { return String(name.dropLast(digits.count + 1)) }
            rest = digits
        }
        return nil
    }
}
