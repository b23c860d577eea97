import JSON

/// What `/api/show` tells about a model.
struct OllamaModelInfo: Sendable, Equatable {
    /// Tokens the model was made for; nil when the server does not say.
    var contextLength: Int?
    /// `num_ctx` as the model's own file sets it.
    var presetContextSize: Int?
    /// True for a model that Ollama forwards to a server elsewhere, which chooses the context by itself.
    var isRemote = false

    init(contextLength: Int? = nil, presetContextSize: Int? = nil, isRemote: Bool = false) {
        self.contextLength = contextLength
        self.presetContextSize = presetContextSize
        self.isRemote = isRemote
    }

    init(_ answer: JSONValue) {
        let info = answer["model_info"]?.object ?? [:]
        let architecture = info["general.architecture"]?.string ?? ""
        let length = info["\(architecture).context_length"] ?? info.first { $0.key.hasSuffix(".context_length") }?.value
        contextLength = length?.integer
        let parameters = answer["parameters"]?.string ?? ""
        for line in parameters.split(whereSeparator: \.isNewline) {
            let words = line.split(whereSeparator: \.isWhitespace)
            if words.count == 2, words[0] == "num_ctx" { presetContextSize = Int(words[1]) }
        }
        isRemote = !(answer["remote_host"]?.string ?? "").isEmpty
    }
}
