import JSON

/// The body of a chat completion request, as OpenAI's protocol has it, its members sorted by name.
struct OpenAIRequest {
    let body: [UInt8]

    init(_ request: ModelRequest, model: String, dialect: OpenAIDialect) {
        body = JSONWriter.write(expecting: request.messages.reduce(256) { $0 + $1.expectedLength }) { json in
            json.append(json: "{")
            if let limit = request.maxOutputTokens {
                json.append(json: dialect.maxCompletionTokens ? #""max_completion_tokens":"# : #""max_tokens":"#)
                json.append(value: .integer(limit))
                json.append(json: ",")
            }
            json.append(json: #""messages":["#)
            for (index, message) in request.messages.enumerated() {
                json.append(json: index == 0 ? #"{"content":"# : #",{"content":"#)
                json.append(message.text)
                json.append(json: #","role":"#)
                json.append(message.role.rawValue)
                json.append(json: "}")
            }
            json.append(json: #"],"model":"#)
            json.append(model)
            json.append(json: #","stream":true"#)
            if dialect.streamOptions { json.append(json: #","stream_options":{"include_usage":true}"#) }
            if dialect.temperature, let temperature = request.temperature {
                json.append(json: #","temperature":"#)
                json.append(value: .number(temperature))
            }
            // OpenRouter's way to ask for the cost of the call.
            if dialect.costInUsage { json.append(json: #","usage":{"include":true}"#) }
            json.append(json: "}")
        }
    }
}

extension Message {
    /// The message as most protocols have it.
    var json: JSONValue { .object(["role": .string(role.rawValue), "content": .string(text)]) }

    /// About how many bytes it takes in a request, when as much has to be escaped as in code.
    fileprivate var expectedLength: Int { text.utf8.count * 9 / 8 + 64 }
}
