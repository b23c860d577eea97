import HTTPTransport
import JSON

/// Reads the answer of `/api/chat`: one JSON object a line, the last one with `done`.
struct OllamaReplyDecoder: ReplyDecoder {
    private let failures: FailureClassifier
    private var lines = LineSplitter()
    private var filter = ReasoningFilter()
    private var hasAnswered = false
    private(set) var isComplete = false
    private(set) var outcome = ReplyOutcome()

    init(failures: FailureClassifier) { self.failures = failures }

    mutating func consume(_ bytes: [UInt8]) throws(ModelError) -> [String] {
        let complete: [ArraySlice<UInt8>]
        do throws(LineSplitter.LineTooLong) {
            complete = try lines.consume(bytes)
        } catch {
            throw failures.malformed("sent a line of more than \(error.limit) bytes")
        }
        var pieces: [String] = []
        for line in complete { pieces += try take(line) }
        return pieces
    }

    mutating func finish() throws(ModelError) -> [String] {
        var pieces: [String] = []
        if !isComplete, let rest = lines.finish() { pieces += try take(rest[...]) }
        if !hasAnswered { throw failures.malformed("sent no reply") }
        if !isComplete { throw failures.cut() }
        pieces.append(filter.finish())
        return pieces
    }

    private mutating func take(_ bytes: ArraySlice<UInt8>) throws(ModelError) -> [String] {
        if isComplete || bytes.allSatisfy({ $0 <= 32 }) { return [] }
        let line = try failures.object(bytes)
        if let error = line["error"] {
            var report = ErrorReport(error)
            if let status = line["status"]?.integer { report.codes.append(String(status)) }
            throw failures.errorInsideStream(report)
        }
        guard line["message"]?.object != nil || line["done"] != nil else {
            throw failures.malformed("sent something that is no reply", quoting: bytes)
        }
        hasAnswered = true
        if line["done"] == .bool(true) {
            isComplete = true
            switch line["done_reason"]?.string {
            case "stop", nil: outcome.finishReason = .stop
            case "length": outcome.finishReason = .length
            default: outcome.finishReason = .other
            }
            if let prompt = line["prompt_eval_count"]?.integer {
                outcome.usage = TokenUsage(prompt: prompt, completion: line["eval_count"]?.integer ?? 0)
            }
        }
        return [filter.consume(line["message"]?["content"]?.string ?? "")]
    }
}
