import HTTPTransport
import JSON

/// Reads the answer to a Messages request: a stream of events, or one JSON object from a server that does not stream.
///
/// Blocks of thinking are hidden reasoning and are skipped. What follows `message_stop` is of no interest.
struct AnthropicReplyDecoder: ReplyDecoder {
    private let failures: FailureClassifier
    private var events = ServerSentEvents()
    private var beginning: [UInt8] = []
    private var usage = AnthropicEvent.Usage()
    private var stopReason: String?
    private var hasStarted = false
    private(set) var isComplete = false
    private(set) var outcome = ReplyOutcome()

    init(failures: FailureClassifier) { self.failures = failures }

    mutating func consume(_ bytes: [UInt8]) throws(ModelError) -> [String] {
        if !hasStarted { beginning += bytes }
        var pieces: [String] = []
        for event in try failures.events(bytes, with: &events) { pieces += try take(event) }
        return pieces
    }

    mutating func finish() throws(ModelError) -> [String] {
        var pieces: [String] = []
        if !isComplete, let event = try failures.lastEvent(of: &events) { pieces += try take(event) }
        if !hasStarted { pieces += try takeWhole() }
        if !isComplete { throw failures.cut() }
        try conclude()
        return pieces
    }

    private mutating func take(_ event: ServerSentEvent) throws(ModelError) -> [String] {
        if isComplete { return [] }
        let event = AnthropicEvent(value: try failures.object(event))
        switch event.type {
        case "message_start":
            hasStarted = true
            usage.merge(event.usage)
        case "content_block_start", "content_block_delta":
            if let text = event.text, !text.isEmpty { return [text] }
        case "message_delta":
            stopReason = event.stopReason ?? stopReason
            usage.merge(event.usage)
        case "message_stop":
            isComplete = hasStarted
        case "error":
            throw failures.errorInsideStream(ErrorReport(event.error))
        case nil:
            throw failures.malformed("sent an event without a type")
        default:
            break
        }
        return []
    }

    private mutating func conclude() throws(ModelError) {
        switch stopReason {
        case "end_turn", "stop_sequence": outcome.finishReason = .stop
        case "max_tokens": outcome.finishReason = .length
        case "refusal":
            throw ModelError(.refused, model: failures.model, message: "the provider declined to answer this content.")
        case "model_context_window_exceeded":
            throw ModelError(
                .contextOverflow, model: failures.model, message: "the reply ran into the end of the model's context.")
        default: outcome.finishReason = .other
        }
        guard let input = usage.input, let output = usage.output else { return }
        let read = TokenUsage(
            prompt: usage.cacheRead ?? 0, cachedPrompt: usage.cacheRead ?? 0)
        let written = TokenUsage(prompt: usage.cacheWritten ?? 0)
        outcome.usage = TokenUsage(prompt: input, completion: output) + read + written
        outcome.cacheWriteTokens = written.prompt
    }

    /// Reads an answer without a single event: the whole message as one object, an error, or something else altogether.
    private mutating func takeWhole() throws(ModelError) -> [String] {
        guard let value = try? JSONParser.parse(beginning) else {
            throw failures.malformed("sent no reply", quoting: beginning)
        }
        if let error = value["error"] { throw failures.errorInsideStream(ErrorReport(error)) }
        guard value["type"]?.string == "message", let blocks = value["content"]?.array else {
            throw failures.malformed("sent no reply", quoting: beginning)
        }
        usage.merge(AnthropicEvent.Usage(value["usage"] ?? .null))
        stopReason = value["stop_reason"]?.string
        (hasStarted, isComplete) = (true, true)
        return blocks.filter { $0["type"]?.string == "text" }.compactMap { $0["text"]?.string }
    }
}
