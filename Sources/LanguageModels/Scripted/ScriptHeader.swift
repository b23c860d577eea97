import Configuration

/// The line that starts a section of a script: its role and its `name=value` words.
struct ScriptHeader {
    private let role: ModelRole
    private let line: Int
    private var values: [String: String] = [:]

    private static let names = [
        "turn", "match", "pattern", "times", "delay", "chunk", "pause", "finish", "prompt-tokens", "completion-tokens",
        "cost", "fail", "retry-after", "status",
    ]

    init(_ text: String, line: Int) throws(Script.Mistake) {
        self.line = line
        let words: [String]
        do throws(ShellWords.Unfinished) {
            words = try ShellWords.split(text)
        } catch {
            throw Script.Mistake(line: line, message: "a \(error.character) has no end")
        }
        role = words.first.flatMap { ModelRole(rawValue: $0) } ?? .root
        for word in words.dropFirst() {
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2, Self.names.contains(parts[0]) else {
                throw Script.Mistake(
                    line: line, message: "unknown word “\(word)”\(suggestion(for: parts[0], in: Self.names))")
            }
            values[parts[0]] = parts[1]
        }
    }

    /// The section without its text.
    /// - Parameter nextTurn: the turn of the next root section that does not say; it is counted on here.
    func section(nextTurn: inout Int) throws(Script.Mistake) -> ScriptSection {
        var section = ScriptSection(role: role)
        section.match = values["match"]
        section.pattern = try pattern()
        section.times = try whole("times")
        section.delay = try number("delay") ?? 0
        section.pause = try number("pause") ?? 0
        section.chunk = try whole("chunk")
        section.promptTokens = try whole("prompt-tokens")
        section.completionTokens = try whole("completion-tokens")
        section.costUSD = try number("cost") ?? 0
        section.failure = try failure()
        section.finishReason = try finishReason()
        section.turn = values["turn"] == "any" ? nil : try whole("turn")
        let isNumbered = role == .root && values["turn"] == nil && section.match == nil && section.pattern == nil
        if isNumbered {
            section.turn = nextTurn
            if section.failure == nil { nextTurn += 1 }
        }
        return section
    }

    private func pattern() throws(Script.Mistake) -> String? {
        guard let pattern = values["pattern"] else { return nil }
        if (try? Regex(pattern)) == nil { throw mistake("pattern", "a regular expression") }
        return pattern
    }

    private func finishReason() throws(Script.Mistake) -> ModelReply.FinishReason {
        guard let text = values["finish"] else { return .stop }
        guard let reason = ModelReply.FinishReason(rawValue: text) else {
            throw mistake("finish", "stop, length or other")
        }
        return reason
    }

    private func failure() throws(Script.Mistake) -> ModelError.Kind? {
        switch values["fail"] {
        case nil: return nil
        case "authentication": return .authentication
        case "rate-limited": return .rateLimited(retryAfter: try number("retry-after"))
        case "context-overflow": return .contextOverflow
        case "refused": return .refused
        case "unknown-model": return .unknownModel
        case "timeout": return .timeout
        case "unreachable": return .unreachable
        case "server-failure": return .serverFailure(status: try whole("status") ?? 500)
        case "rejected": return .rejected(status: try whole("status") ?? 400)
        case "malformed": return .malformed
        default: throw mistake("fail", "the name of a failure, such as rate-limited")
        }
    }

    private func whole(_ name: String) throws(Script.Mistake) -> Int? {
        guard let text = values[name] else { return nil }
        guard let number = Int(text), number > 0 || name.hasSuffix("tokens") && number == 0 else {
            throw mistake(name, "a whole number above 0")
        }
        return number
    }

    private func number(_ name: String) throws(Script.Mistake) -> Double? {
        guard let text = values[name] else { return nil }
        guard let number = Double(text), number >= 0, number.isFinite else { throw mistake(name, "a number") }
        return number
    }

    private func mistake(_ name: String, _ expected: String) -> Script.Mistake {
        Script.Mistake(line: line, message: "\(name) takes \(expected), not “\(values[name] ?? "")”")
    }
}
