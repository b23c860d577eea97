import Bridge
import JSON

/// `rlm_search`: the passages that fit some words best.
struct SearchTool: MCPTool {
    private static let most = 100

    private let lookup: CodeLookup

    init(_ lookup: CodeLookup) { self.lookup = lookup }

    let declaration = MCPToolDeclaration(
        name: "rlm_search", title: "Search by meaning of words",
        description: """
            Finds the passages of a codebase or documents that fit some words best (BM25 that knows the parts of \
            identifiers), each as path:line with its text. No model is asked.
            """,
        arguments: [
            "query": ["type": "string", "description": "words, or a question"],
            "limit": [
                "type": "integer", "minimum": 1, "maximum": .integer(most), "description": "passages, 10 by default",
            ],
            "paths": MCPToolDeclaration.paths,
        ], required: ["query"])

    func call(_ arguments: Parameters, progress: @escaping @Sendable (String) -> Void) async throws -> MCPToolResult {
        let query = try arguments.text("query")
        let limit = try arguments.optionalInteger("limit") ?? 10
        guard 1...Self.most ~= limit else { throw arguments.wrong("limit", "a number from 1 to \(Self.most)") }
        let found = try await lookup.printed(
            "search(\(CodeLookup.literal(query)), k=\(limit))", over: arguments.optionalTexts("paths") ?? [])
        return MCPToolResult(text: found)
    }
}
