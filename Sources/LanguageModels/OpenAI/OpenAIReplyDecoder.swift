import HTTPTransport

/// Reads the answer to a chat completion request: a stream of events, or one JSON object from a server that does not
/// stream.
struct OpenAIReplyDecoder: ReplyDecoder {
    private enum Form {
        case unknown, events, object
    }

    private let failures: FailureClassifier
    private var form = Form.unknown
    private var events = ServerSentEvents()
    private var bytes: [UInt8] = []
    private var filter: ReasoningFilter
    private var refusal = ""
    private var finishReason: String?
    private var hasAnswered = false
    private(set) var isComplete = false
    private(set) var outcome = ReplyOutcome()

    /// - Parameter reasoningOpensUnseen: see `ReasoningFilter`.
    init(failures: FailureClassifier, reasoningOpensUnseen: Bool = false) {
        self.failures = failures
        filter = ReasoningFilter(opensUnseen: reasoningOpensUnseen)
    }

    mutating func consume(_ new: [UInt8]) throws(ModelError) -> [String] {
        var new = new
        if form == .unknown {
            bytes += new
            guard let first = bytes.first(where: { $0 > 32 }) else { return [] }
            form = first == UInt8(ascii: "{") ? .object : .events
            new = bytes
            if form == .object { return [] }
        } else if form == .object {
            bytes += new
            return []
        }
        var pieces: [String] = []
        for event in try failures.events(new, with: &events) { pieces += try take(event) }
        return pieces
    }

    mutating func finish() throws(ModelError) -> [String] {
        var pieces: [String] = []
        if form == .object {
            pieces += try take(OpenAIChunk(try failures.object(bytes)))
            if !hasAnswered { throw failures.malformed("sent no reply", quoting: bytes) }
            isComplete = true
        } else if !isComplete, let event = try failures.lastEvent(of: &events) {
            pieces += try take(event)
        }
        if !hasAnswered, !isComplete || finishReason == nil {
            throw failures.malformed("sent no reply", quoting: form == .events ? bytes : [])
        }
        if !isComplete, finishReason == nil { throw failures.cut() }
        pieces.append(filter.finish())
        try conclude()
        return pieces
    }

    private mutating func take(_ event: ServerSentEvent) throws(ModelError) -> [String] {
        if isComplete { return [] }
        if event.data == "[DONE]" {
            isComplete = true
            return []
        }
        return try take(OpenAIChunk(try failures.object(event, keeping: OpenAIChunk.members)))
    }

    private mutating func take(_ chunk: OpenAIChunk) throws(ModelError) -> [String] {
        if let error = chunk.error { throw failures.errorInsideStream(ErrorReport(error)) }
        outcome.usage = chunk.usage ?? outcome.usage
        outcome.costUSD = chunk.costUSD ?? outcome.costUSD
        guard chunk.hasChoice else { return [] }
        hasAnswered = true
        finishReason = chunk.finishReason ?? finishReason
        refusal += chunk.refusal ?? ""
        guard let text = chunk.text, !text.isEmpty else { return [] }
        return [filter.consume(text)]
    }

    private mutating func conclude() throws(ModelError) {
        switch finishReason {
        case "stop", "eos", "eos_token", "stop_sequence": outcome.finishReason = .stop
        case "length", "max_tokens": outcome.finishReason = .length
        case "content_filter":
            throw ModelError(
                .refused, model: failures.model, message: "the provider's content filter stopped the reply.")
        case "error": throw failures.malformed("broke the reply off with an error")
        default: outcome.finishReason = .other
        }
        if !refusal.isEmpty {
            throw ModelError(
                .refused, model: failures.model,
                message: "the model declined: \(ErrorText.clean(refusal, hiding: failures.secrets))")
        }
    }
}
