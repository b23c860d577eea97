import JSON

extension QueryUpdate {
    /// What goes on, in a few words; nil where that is nothing new.
    var message: String? {
        switch kind {
        case .input: "reading \(Quantity.counted(members["files"]?.integer ?? 0, "file"))"
        case .step: stepMessage
        case .subcalls: "sub-calls: \(members["done"]?.integer ?? 0) of \(members["asked"]?.integer ?? 0) done"
        case .notice: members["text"]?.string
        case .state, .delta, .reset, .citation, .usage: nil
        }
    }

    private var stepMessage: String? {
        if let turn = members["turn"]?.integer { return "turn \(turn) of \(members["turnLimit"]?.integer ?? turn)" }
        guard members["status"] == "running", let code = members["code"]?.string else { return nil }
        return "running: \(ProgressState.tellingLine(of: code))"
    }
}
