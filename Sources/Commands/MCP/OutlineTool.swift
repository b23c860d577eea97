import Bridge
import JSON

/// `rlm_outline`: the definitions of files, with their lines.
struct OutlineTool: MCPTool {
    private let lookup: CodeLookup

    init(_ lookup: CodeLookup) { self.lookup = lookup }

    let declaration = MCPToolDeclaration(
        name: "rlm_outline", title: "Outline files",
        description: """
            Lists the types, functions and methods of a file with their lines and signatures; of a folder, the top \
            level of each file. From syntax trees; no model is asked.
            """,
        arguments: ["paths": MCPToolDeclaration.paths], required: [])

    func call(_ arguments: Parameters, progress: @escaping @Sendable (String) -> Void) async throws -> MCPToolResult {
        let found = try await lookup.printed(
            "outline(next(iter(files)) if len(files) == 1 else \"\")", over: arguments.optionalTexts("paths") ?? [])
        return MCPToolResult(text: found)
    }
}
