import JSON

/// How a conversation is told to a program that takes one prompt.
enum CommandPrompt {
    /// A single prompt as it is, behind its instructions; a longer conversation with a heading for each message.
    static func text(_ messages: [Message]) -> String {
        let instructions = messages.filter { $0.role == .system }.map(\.text)
        let turns = messages.filter { $0.role != .system }
        if turns.count <= 1 { return (instructions + turns.map(\.text)).joined(separator: "\n\n") }
        let told = turns.map { "[\($0.role.rawValue)]\n\($0.text)" }
        let task = """
            Below is the conversation so far. Write the assistant's next message: only its text, with no heading, and \
            without using any tools of your own.
            """
        return (instructions + [task] + told + ["[assistant]"]).joined(separator: "\n\n")
    }

    /// The whole request as one JSON object: `messages` with `role` and `content`, and the limits where they are set.
    static func json(_ request: ModelRequest) -> [UInt8] {
        JSONValue.members([
            "messages": .array(request.messages.map(\.json)),
            "max_output_tokens": .optional(request.maxOutputTokens),
            "temperature": .optional(request.temperature),
        ]).encoded
    }
}
