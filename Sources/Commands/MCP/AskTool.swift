import Bridge
import JSON
import RLMEngine

/// `rlm_ask`: a question, answered as `rlm ask` does.
struct AskTool: MCPTool {
    let service: QueryService
    let folders: MCPFolders
    /// Of `query/start`, as the user chose them.
    let options: [String: JSONValue]

    let declaration = MCPToolDeclaration(
        name: "rlm_ask", title: "Ask about code and documents",
        description: """
            Answers a question about a codebase or documents of any size. It explores them by itself and returns an \
            answer with path:line citations that were checked against the files. Use it for questions that need many \
            files to be read: how something works, where something is decided, what depends on what.
            """,
        arguments: [
            "question": ["type": "string", "description": "the question, as one would ask a colleague"],
            "paths": MCPToolDeclaration.paths,
            "session": ["type": "string", "description": "the session of an earlier answer, to ask a follow-up in it"],
        ], required: ["question"])

    func call(
        _ arguments: Parameters, progress: @escaping @Sendable (String) -> Void
    ) async throws -> MCPToolResult {
        let paths = try arguments.optionalTexts("paths") ?? []
        let session = try arguments.optionalText("session")
        let read = session != nil && paths.isEmpty ? [] : try folders.resolved(paths)
        let request = JSONValue.members([
            "question": .string(try arguments.text("question")), "workingDirectory": .string(folders.folder),
            "sources": .array(read.map { ["kind": "path", "path": .string($0)] }),
            "sessionId": session.map { .string($0) }, "options": .object(options),
        ])
        let query = try service.start(Parameters(request))
        query.log.subscribe(after: 0, as: 0) { update in
            if let message = update.message { progress(message) }
        }
        await withTaskCancellationHandler {
            await query.finished()
        } onCancel: {
            query.cancel()
        }
        return Self.result(of: query)
    }

    private static func result(of query: Query) -> MCPToolResult {
        let state = JSONValue.object(query.log.last?.members ?? [:])
        guard let answer = Answer(state), !answer.text.isEmpty else {
            return MCPToolResult(text: state["error"]?["message"]?.string ?? "there is no answer", isError: true)
        }
        return MCPToolResult(
            text: AnswerText.render(answer) + "\n(session \(query.sessionID))",
            structured: .members([
                "answer": state["answer"], "citations": state["citations"], "partial": state["partial"],
                "session": .string(query.sessionID),
            ]))
    }
}
