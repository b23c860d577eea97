import FoundationEssentials
import LanguageModels
import REPL

/// First line: what the run is about. The snake-case keys are those of the official visualizer.
struct TraceMetadata: Encodable {
    var root_model: String
    var other_backends: [String]
    var environment_type = "rlm-repl"
    var timestamp = traceTimestamp()
    var question: String
    var files: Int
    var characters: Int

    init(_ description: RunDescription) {
        root_model = description.model
        other_backends = [description.subModel]
        question = description.question
        files = description.fileCount
        characters = description.characterCount
    }
}

/// One turn of the root model, in the official visualizer's form.
struct TraceIteration: Encodable {
    struct Prompt: Encodable {
        var role: String
        var content: String
    }

    var iteration: Int
    var timestamp = traceTimestamp()
    var prompt: [Prompt]
    var response = ""
    var codeBlocks: [TraceBlock] = []
    var finalAnswer: String?
    var startTime: Double

    enum CodingKeys: String, CodingKey {
        case iteration, timestamp, prompt, response
        case codeBlocks = "code_blocks"
        case finalAnswer = "final_answer"
        case startTime = "start_time"
    }

    init(number: Int, messages: [Message], _ time: Double) {
        iteration = number
        prompt = messages.map { Prompt(role: $0.role.rawValue, content: $0.text) }
        startTime = time
    }
}

/// A code block with what it printed.
struct TraceBlock: Encodable {
    struct Result: Encodable {
        var stdout: String
        var stderr: String
        var locals: [String: String]
        var execution_time: Double
        var rlm_calls: [TraceCall]
    }

    var code: String
    var result: Result

    init(code: String, _ result: CellResult, calls: [TraceCall]) {
        self.code = code
        self.result = Result(
            stdout: result.stdout, stderr: result.stderr,
            locals: Dictionary(result.variables.map { ($0.name, $0.type) }) { $1 },
            execution_time: result.seconds, rlm_calls: calls)
    }
}

/// A sub-call with its reply, in the official visualizer's form.
struct TraceCall: Encodable {
    var kind: String
    var root_model: String?
    var prompt: String
    var context: String?
    var response: String
    var failed: Bool
    var prompt_tokens: Int
    var completion_tokens: Int
    var execution_time: Double
    /// True for a reply that the cache gave.
    var cached = false
    /// Of the question to the one that had this reply, when they were not the same.
    var similarity: Double?
    /// The server of a pool that answered.
    var answered_by: String?

    init(
        _ subcall: Subcall, _ reply: SubcallReply, _ usage: TokenUsage, seconds: Double, answeredBy: String? = nil
    ) {
        answered_by = answeredBy
        kind = subcall.kind == .recursive ? "rlm" : "llm"
        root_model = subcall.model
        prompt = subcall.prompt
        context = subcall.context
        switch reply {
        case .text(let text): (response, failed) = (text, false)
        case .failure(let message): (response, failed) = (message, true)
        case .declined: (response, failed) = ("", true)
        }
        prompt_tokens = usage.prompt
        completion_tokens = usage.completion
        execution_time = seconds
    }
}

/// A root model's reply, as soon as it is there.
struct TraceReply: Encodable {
    var time: Double
    var depth: Int
    var text: String
    var finish: String
    var usage: TokenUsage
    var costUSD: Double?
    var seconds: Double
    /// The server of a pool that answered.
    var answeredBy: String?

    init(_ event: Event, _ reply: ModelReply, seconds: Double) {
        (time, depth) = (event.time, event.depth)
        text = reply.text
        finish = reply.finishReason.rawValue
        usage = reply.usage
        costUSD = reply.costUSD
        answeredBy = reply.answeredBy
        self.seconds = seconds
    }
}

/// A cell that has run.
struct TraceCell: Encodable {
    /// The outcome of a cell in whose middle the run ended.
    static let interrupted = "interrupted"

    var time: Double
    var depth: Int
    var code: String
    var outcome: String
    var stdout: String
    var stderr: String
    var finalAnswer: String?
    var seconds: Double

    /// - Parameter isInterrupted: the run ended in the middle of the cell.
    init(_ event: Event, code: String, _ result: CellResult, isInterrupted: Bool = false) {
        (time, depth) = (event.time, event.depth)
        self.code = code
        outcome =
            switch result.outcome {
            case _ where isInterrupted: Self.interrupted
            case .completed: "completed"
            case .raised: "raised"
            case .timedOut: "timedOut"
            case .undone(let why): "undone: \(why)"
            case .workerLost(let why): "workerLost: \(why)"
            }
        (stdout, stderr) = (result.stdout, result.stderr)
        finalAnswer = result.finalAnswer
        seconds = result.seconds
    }
}

/// A sub-call that has ended.
struct TraceSubcall: Encodable {
    var time: Double
    var depth: Int
    var id: Int
    var call: TraceCall

    init(_ event: Event, id: Int, _ call: TraceCall) {
        (time, depth) = (event.time, event.depth)
        self.id = id
        self.call = call
    }
}

/// A retry or something the user was told.
struct TraceNote: Encodable {
    var time: Double
    var depth: Int
    var text: String
    var delay: Double?

    init(_ event: Event, text: String, delay: Double?) {
        (time, depth) = (event.time, event.depth)
        self.text = text
        self.delay = delay
    }
}

/// Last line: the answer with its checked citations.
struct TraceAnswer: Encodable {
    var time: Double
    var depth: Int
    var answer: String
    var citations: [Citation]
    var stopReason: StopReason
    var problem: String?

    init(_ event: Event, _ answer: Answer) {
        (time, depth) = (event.time, event.depth)
        self.answer = answer.text
        citations = answer.citations
        stopReason = answer.stopReason
        problem = answer.problem
    }
}

/// Now, as the official logs write it.
func traceTimestamp() -> String { Date.now.formatted(.iso8601) }
