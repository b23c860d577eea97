import JSON

/// One event of a stream of Anthropic's Messages protocol, with what may be in it.
struct AnthropicEvent {
    struct Usage {
        var input: Int?
        var output: Int?
        var cacheRead: Int?
        var cacheWritten: Int?

        init() {}

        init(_ value: JSONValue) {
            input = value["input_tokens"]?.integer
            output = value["output_tokens"]?.integer
            cacheRead = value["cache_read_input_tokens"]?.integer
            cacheWritten = value["cache_creation_input_tokens"]?.integer
        }

        /// The numbers of `new` where it has any.
        mutating func merge(_ new: Usage) {
            input = new.input ?? input
            output = new.output ?? output
            cacheRead = new.cacheRead ?? cacheRead
            cacheWritten = new.cacheWritten ?? cacheWritten
        }
    }

    let value: JSONValue

    var type: String? { value["type"]?.string }
    var error: JSONValue { value["error"] ?? .null }
    var stopReason: String? { value["delta"]?["stop_reason"]?.string }
    /// Usage so far: at the start of a message inside it, later beside it.
    var usage: Usage { Usage(value["message"]?["usage"] ?? value["usage"] ?? .null) }

    /// Text that a block starts with, or that is added to it.
    var text: String? {
        if type == "content_block_start", let block = value["content_block"], block["type"]?.string == "text" {
            return block["text"]?.string
        }
        if type == "content_block_delta", let delta = value["delta"], delta["type"]?.string == "text_delta" {
            return delta["text"]?.string
        }
        return nil
    }
}
