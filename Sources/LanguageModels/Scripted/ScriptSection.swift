/// One reply, or failure, of a script, with the requests it is for.
struct ScriptSection: Sendable, Equatable {
    var role: ModelRole
    /// The text of the reply, or the message of the failure.
    var text = ""
    /// For the n-th turn of a conversation only, from 1; nil for any.
    var turn: Int?
    /// Only when the last user message holds this text.
    var match: String?
    /// Only when this regular expression finds something in the last user message.
    var pattern: String?
    /// How often it may be used; nil for always.
    var times: Int?
    /// Seconds before the first piece, and between pieces.
    var delay = 0.0
    var pause = 0.0
    /// Characters of a piece; nil for the whole text in one.
    var chunk: Int?
    var failure: ModelError.Kind?
    var finishReason = ModelReply.FinishReason.stop
    var promptTokens: Int?
    var completionTokens: Int?
    var costUSD = 0.0

    /// True when the section is for this request, as far as its role, turn and patterns say.
    func fits(_ request: ModelRequest, role: ModelRole) -> Bool {
        guard role == self.role else { return false }
        if let turn, turn != request.messages.count(where: { $0.role == .assistant }) + 1 { return false }
        let prompt = request.messages.last { $0.role == .user }?.text ?? ""
        if let match, !prompt.contains(match) { return false }
        if let pattern, let regex = try? Regex(pattern), prompt.firstMatch(of: regex) == nil { return false }
        return true
    }
}
