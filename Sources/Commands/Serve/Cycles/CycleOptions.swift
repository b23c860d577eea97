import Bridge
import JSON

/// What `cycle/start` may say of how a cycle is to run: the options of `rlm-dogfood cycle`.
struct CycleOptions: Sendable, Equatable {
    let arguments: [String]

    /// Members by the option that each stands for.
    private static let texts = [
        "model": "--model", "subModel": "--sub-model", "baseUrl": "--base-url", "focus": "--focus",
        "testCommand": "--test-command",
    ]
    private static let numbers = [
        "maxProposals": "--max-proposals", "maxDrafts": "--max-drafts", "maxCost": "--max-cost", "timeout": "--timeout",
    ]

    init(_ params: Parameters) throws(RPCError) {
        var arguments: [String] = []
        for name in (params.json.object ?? [:]).keys.sorted() {
            if let option = Self.texts[name] {
                if let text = try params.optionalText(name) { arguments += ["\(option)=\(text)"] }
            } else if let option = Self.numbers[name] {
                guard let number = try params.optionalNumber(name) else { continue }
                arguments += ["\(option)=\(Int(exactly: number).map(String.init) ?? "\(number)")"]
            } else {
                let known = (Array(Self.texts.keys) + Self.numbers.keys).sorted().joined(separator: ", ")
                throw RPCError(.invalidParams, "a cycle has no option “\(name)”", hint: "there are \(known)")
            }
        }
        self.arguments = arguments
    }
}
