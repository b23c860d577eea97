import Bridge
import JSON

/// Something that a client of `rlm mcp` can have done.
protocol MCPTool: Sendable {
    /// As `tools/list` shows it.
    var declaration: MCPToolDeclaration { get }

    /// - Parameter progress: takes what is going on, for as long as it goes on.
    /// - Throws: what the client is told as the tool's failure; `CancellationError` when it was cancelled.
    func call(_ arguments: Parameters, progress: @escaping @Sendable (_ message: String) -> Void) async throws
        -> MCPToolResult
}

/// A tool as `tools/list` shows it.
struct MCPToolDeclaration: Sendable {
    let name: String
    let title: String
    let description: String
    /// JSON schemas of the arguments.
    let arguments: [String: JSONValue]
    let required: [String]

    /// All tools only read.
    var json: JSONValue {
        [
            "name": .string(name), "title": .string(title), "description": .string(description),
            "inputSchema": [
                "type": "object", "properties": .object(arguments),
                "required": .array(required.map { .string($0) }), "additionalProperties": false,
            ],
            "annotations": ["readOnlyHint": true, "title": .string(title)],
        ]
    }

    /// The schema of a list of paths.
    static let paths: JSONValue = [
        "type": "array", "items": ["type": "string"],
        "description": "files and folders to read, relative to the server's folder; all that it serves by default",
    ]
}

/// What a tool found.
struct MCPToolResult: Sendable {
    let text: String
    /// The same for programs; an object.
    var structured: JSONValue?
    var isError = false

    var json: JSONValue {
        .members([
            "content": [["type": "text", "text": .string(text)]], "structuredContent": structured,
            "isError": .bool(isError),
        ])
    }
}
