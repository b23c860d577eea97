/// One event of a stream of Anthropic's Messages protocol, with what may be in it.
struct AnthropicEvent: Decodable {
    struct Message: Decodable {
        var usage: Usage?
    }

    struct Block: Decodable {
        var type: String?
        var text: String?
    }

    struct Delta: Decodable {
        var type: String?
        var text: String?
        var stop_reason: String?
    }

    struct Usage: Decodable {
        var input_tokens: Int?
        var output_tokens: Int?
        var cache_read_input_tokens: Int?
        var cache_creation_input_tokens: Int?
    }

    var type: String
    var message: Message?
    var content_block: Block?
    var delta: Delta?
    var usage: Usage?
    var error: JSONValue?
}
