import Configuration
import LanguageModels
import TestSupport
import Testing

/// One of the three protocols with a loopback server that speaks it.
struct ProviderFixture: Sendable, CustomTestStringConvertible {
    let name: String
    /// Where the protocol's requests go.
    let path: String
    let contentType: String
    /// The body of a complete streamed answer that says these pieces, each at least one character.
    let body: @Sendable ([String]) -> String
    /// An error object as it appears inside a stream of status 200.
    let streamedError: @Sendable (String, String) -> String

    var testDescription: String { name }

    static let all = [openai, anthropic, ollama]
    static let key = "sk-test-0123456789abcdef"

    static let openai = ProviderFixture(
        name: "openai", path: "/v1/chat/completions", contentType: "text/event-stream",
        body: { pieces in
            let text = pieces.map { "data: {\"choices\":[{\"delta\":{\"content\":\(json($0))},\"index\":0}]}\n\n" }
            return text.joined() + """
                data: {"choices":[{"delta":{},"finish_reason":"stop","index":0}]}

                data: {"choices":[],"usage":{"prompt_tokens":11,"completion_tokens":7}}

                data: [DONE]


                """
        }, streamedError: { "data: {\"error\":{\"type\":\(json($0)),\"message\":\(json($1))}}\n\n" })

    static let anthropic = ProviderFixture(
        name: "anthropic", path: "/v1/messages", contentType: "text/event-stream",
        body: { pieces in
            func event(_ type: String, _ rest: String) -> String {
                "event: \(type)\ndata: {\"type\":\"\(type)\"\(rest)}\n\n"
            }
            let text = pieces.map {
                event("content_block_delta", ",\"delta\":{\"type\":\"text_delta\",\"text\":\(json($0))}")
            }
            return event("message_start", ",\"message\":{\"usage\":{\"input_tokens\":11,\"output_tokens\":1}}")
                + event("content_block_start", ",\"content_block\":{\"type\":\"text\",\"text\":\"\"}")
                + event("ping", "")
                + text.joined() + event("content_block_stop", ",\"index\":0")
                + event("message_delta", ",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":7}")
                + event("message_stop", "")
        },
        streamedError: {
            "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\(json($0)),\"message\":\(json($1))}}\n\n"
        })

    static let ollama = ProviderFixture(
        name: "ollama", path: "/api/chat", contentType: "application/x-ndjson",
        body: { pieces in
            pieces.map { "{\"message\":{\"role\":\"assistant\",\"content\":\(json($0))},\"done\":false}\n" }.joined()
                + "{\"message\":{\"content\":\"\"},\"done\":true,\"done_reason\":\"stop\",\"prompt_eval_count\":11,"
                + "\"eval_count\":7}\n"
        }, streamedError: { "{\"error\":\(json($0 + ": " + $1))}\n" })

    static func json(_ text: String) -> String {
        let escapes: [Character: String] = ["\"": "\\\"", "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"]
        return "\"" + text.map { escapes[$0] ?? String($0) }.joined() + "\""
    }

    /// A server that gives this answer to the protocol's requests, and to Ollama's question for the model.
    func server(_ response: ScriptedResponse) -> LoopbackServer {
        LoopbackServer { request in
            if request.target == "/api/show" {
                return .http(body: #"{"model_info":{"general.architecture":"qwen3","qwen3.context_length":40960}}"#)
            }
            return response
        }
    }

    /// A server that answers with these pieces.
    func server(saying pieces: [String]) -> LoopbackServer {
        server(.stream(type: contentType, body: body(pieces), size: 4096))
    }

    /// A factory whose servers are all at `url`.
    static func factory(_ url: String?, idleTimeout: Double = 20) throws -> ModelFactory {
        var factory = ModelFactory(
            try Configuration().settings,
            environment: ["OPENAI_API_KEY": key, "ANTHROPIC_API_KEY": key, "OLLAMA_API_KEY": key],
            prices: try .embedded())
        factory.baseURL = url
        for name in factory.providers.keys { factory.providers[name]?.idleTimeout = idleTimeout }
        return factory
    }

    /// A model at `server`, which lives as long as the model.
    func model(_ server: LoopbackServer, idleTimeout: Double = 20) throws -> any LanguageModel {
        let model = try Self.factory(server.url, idleTimeout: idleTimeout).model(named: name + "/some-model")
        return ServedModel(base: model, server: server)
    }
}

/// A model that keeps its server alive.
struct ServedModel: WrappingModel {
    let base: any LanguageModel
    let server: LoopbackServer

    func respond(
        to request: ModelRequest, onText: @escaping @Sendable (String) -> Void
    ) async throws(ModelError) -> ModelReply {
        try await base.respond(to: request, onText: onText)
    }
}
