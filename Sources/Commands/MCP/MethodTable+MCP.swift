import Bridge
import JSON
import Synchronization

extension MethodTable {
    /// The versions of the Model Context Protocol that are spoken, the latest last.
    private static let mcpVersions = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"]

    /// The methods of a server of the Model Context Protocol that has tools alone.
    static func mcp(_ tools: [any MCPTool], version: String) -> MethodTable {
        var methods = MethodTable()
        methods.atOnce("initialize") { params, context in
            let wanted = try params.text("protocolVersion")
            let client = try params.object("clientInfo")
            context.peer.introduce(
                Peer.Introduction(
                    name: try client.optionalText("name") ?? "", version: try client.optionalText("version") ?? ""))
            return [
                "protocolVersion": .string(mcpVersions.contains(wanted) ? wanted : mcpVersions[mcpVersions.count - 1]),
                "capabilities": ["tools": [:]],
                "serverInfo": ["name": "rlm", "title": "rlm", "version": .string(version)],
                "instructions":
                    "rlm_ask answers questions about code and documents of any size; its path:line citations are checked.",
            ]
        }
        methods.atOnce("ping") { _, _ in [:] }
        methods.atOnce("tools/list") { _, _ in ["tools": .array(tools.map(\.declaration.json))] }
        methods.on("tools/call") { params, context in
            let name = try params.text("name")
            guard let tool = tools.first(where: { $0.declaration.name == name }) else {
                throw RPCError(.invalidParams, "there is no tool “\(name)”")
            }
            return try await result(of: tool, params, context).json
        }
        return methods
    }

    /// Failures of a tool are results that a model can read.
    private static func result(
        of tool: any MCPTool, _ params: Parameters, _ context: RequestContext
    ) async throws -> MCPToolResult {
        let progress = MCPProgress(context, token: try params.object("_meta").json["progressToken"])
        do {
            let arguments = try params.object("arguments")
            try check(arguments, tool.declaration)
            let result = try await tool.call(arguments) { progress.tell($0) }
            try Task.checkCancellation()
            return result
        } catch {
            if Task.isCancelled || error is CancellationError { throw CancellationError() }
            let error = error as? RPCError ?? RPCError(.internalError, CommandFailure(error).message ?? "\(error)")
            return MCPToolResult(text: error.description, isError: true)
        }
    }

    private static func check(_ arguments: Parameters, _ tool: MCPToolDeclaration) throws(RPCError) {
        let unknown = (arguments.json.object ?? [:]).keys.filter { tool.arguments[$0] == nil }.sorted()
        guard let name = unknown.first else { return }
        throw RPCError(
            .invalidParams,
            "\(tool.name) takes no “\(name)”, only \(tool.arguments.keys.sorted().joined(separator: ", "))")
    }
}

/// Tells a client how far a call is, if it wants to know.
private final class MCPProgress: Sendable {
    private let context: RequestContext
    private let token: JSONValue?
    private let count = Mutex(0)

    init(_ context: RequestContext, token: JSONValue?) {
        self.context = context
        self.token = token.flatMap { RPCID($0) == nil ? nil : $0 }
    }

    func tell(_ message: String) {
        guard let token else { return }
        count.withLock { count in
            count += 1
            context.notify(
                "notifications/progress",
                ["progressToken": token, "progress": .integer(count), "message": .string(message)])
        }
    }
}
