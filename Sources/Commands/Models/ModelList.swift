import FoundationEssentials
import LanguageModels

/// What `rlm models` prints.
struct ModelList {
    let entries: [ModelReadiness]
    let choice: ModelChoice

    /// - Parameter entries: in the order of their names; those that are ready come first.
    init(entries: [ModelReadiness], choice: ModelChoice) {
        self.entries = entries.filter(\.isReady) + entries.filter { !$0.isReady }
        self.choice = choice
    }

    /// The entry of the model that `rlm ask` would use; nil when that is none of them.
    var chosen: ModelReadiness? {
        entries.first { choice.root == $0.provider || choice.root.hasPrefix($0.provider + "/") }
    }

    /// A line for each, and below it how to make it ready.
    func text(_ style: TerminalCapabilities) -> String {
        let width = (entries.map(\.provider.count).max() ?? 0) + 2
        var lines: [String] = []
        for entry in entries {
            let name = entry.provider + String(repeating: " ", count: width - entry.provider.count)
            let mark = entry == chosen ? "* " : "  "
            let state = entry.isReady ? style.green + "ready    " : style.yellow + "not ready"
            lines.append("\(mark)\(name)\(state)\(style.reset)  \(PlainText.oneLine(entry.detail))")
            let indent = String(repeating: " ", count: width + 13)
            if !entry.models.isEmpty { lines.append(indent + Self.listed(entry.models)) }
            if let advice = entry.advice { lines.append(indent + PlainText.oneLine(advice)) }
        }
        lines += ["", "* rlm ask uses \(choice.root)\(choice.sub == choice.root ? "" : ", sub-calls \(choice.sub)")"]
        if let remark = choice.remark { lines.append("  " + remark) }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The first few models that a server offers.
    private static func listed(_ models: [String]) -> String {
        let shown = models.prefix(6).map { PlainText.oneLine($0) }.joined(separator: ", ")
        return models.count > 6 ? "\(shown), … (\(models.count) in all)" : shown
    }

    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let document = Document(
            model: choice.root, subModel: choice.sub, ready: chosen?.isReady ?? true,
            providers: entries.map(Document.Provider.init))
        return String(decoding: try encoder.encode(document), as: UTF8.self) + "\n"
    }

    private struct Document: Encodable {
        struct Provider: Encodable {
            var name: String
            @NullWhenNil var model: String?
            var configured: Bool
            @NullWhenNil var reachable: Bool?
            var ready: Bool
            var models: [String]
            var detail: String
            @NullWhenNil var advice: String?

            init(_ entry: ModelReadiness) {
                name = entry.provider
                model = entry.model
                configured = entry.isConfigured
                reachable = entry.isReachable
                ready = entry.isReady
                models = entry.models
                detail = entry.detail
                advice = entry.advice
            }
        }

        /// What `rlm ask` would use.
        var model: String
        var subModel: String
        var ready: Bool
        var providers: [Provider]
    }
}
