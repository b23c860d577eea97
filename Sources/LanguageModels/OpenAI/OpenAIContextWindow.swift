import HTTPTransport
import JSON
import Synchronization

/// Finds out the context window of a model from a server that speaks OpenAI's protocol, which itself does not tell.
///
/// Many servers tell in the list of models: vLLM as `max_model_len`, OpenRouter as `context_length`, LiteLLM as
/// `max_input_tokens`, Hugging Face's router per provider. llama.cpp's server tells in `/props`, beside `/v1`. A server is
/// asked once, however many wait for the answer; when one of them gives up, all do, and the next asks again.
final class OpenAIContextWindow: Sendable {
    /// Nil: not asked yet; a task that gives nil: the server does not tell.
    private let asking = Mutex<Task<Int?, Never>?>(nil)
    private static let silentHosts = ["api.openai.com", "api.deepseek.com"]

    func size(of model: String, at server: ModelServer) async -> Int? {
        if Self.silentHosts.contains(server.host) { return nil }
        let task = asking.withLock { asking in
            let task = asking ?? Task { await Self.ask(server, model) }
            asking = task
            return task
        }
        return await withTaskCancellationHandler {
            await task.value
        } onCancel: {
            asking.withLock { asking in
                if asking == task { asking = nil }
            }
            task.cancel()
        }
    }

    private static func ask(_ server: ModelServer, _ model: String) async -> Int? {
        var server = server
        server.timeouts = HTTPTimeouts(connect: 5, idle: 10, total: 15)
        guard let list = try? await server.json(.get, "/models") else { return nil }
        let entry = list["data"]?.array?.first { $0["id"]?.string == model }
        let size = entry?["max_model_len"] ?? entry?["context_length"] ?? entry?["max_input_tokens"]
        if let size = size?.integer ?? routed(entry) { return size }
        if server.baseURL.hasSuffix("/v1") { server.baseURL.removeLast(3) }
        let props = try? await server.json(.get, "/props")
        return props?["default_generation_settings"]?["n_ctx"]?.integer
    }

    /// The smallest window of the providers to which a router may send the call.
    private static func routed(_ entry: JSONValue?) -> Int? {
        entry?["providers"]?.array?.compactMap { $0["context_length"]?.integer }.min()
    }
}
