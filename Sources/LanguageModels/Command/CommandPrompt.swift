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

    private struct ChatMessage: Encodable {
        var role: String
        var content: String
    }

    private struct Object: Encodable {
        var messages: [ChatMessage]
        var max_output_tokens: Int?
        var temperature: Double?
    }

    /// The whole request as one JSON object: `messages` with `role` and `content`, and the limits where they are set.
    static func json(_ request: ModelRequest) throws -> [UInt8] {
        try JSONCoding.encode(
            Object(
                messages: request.messages.map { ChatMessage(role: $0.role.rawValue, content: $0.text) },
                max_output_tokens: request.maxOutputTokens,
                temperature: request.temperature))
    }
}
