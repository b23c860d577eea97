import FoundationEssentials

/// A server of Ollama's `/api/embed` and OpenAI's `/v1/embeddings` whose vectors are counts of the letter triples of a
/// text: alike for texts with the same words, and always the same.
package final class EmbeddingServer: Sendable {
    package let server: LoopbackServer

    private struct Request: Decodable {
        var model: String
        var input: [String]
    }

    private struct Ollama: Encodable {
        var embeddings: [[Float]]
        var prompt_eval_count: Int
    }

    private struct OpenAI: Encodable {
        struct Item: Encodable {
            var index: Int
            var embedding: [Float]
        }

        var data: [Item]
        var usage: [String: Int]
    }

    /// - Parameter other: answers what is no question for vectors.
    package init(other: @escaping LoopbackServer.Handler = { _ in .http(404, body: "{}") }) {
        server = LoopbackServer { request in
            guard request.target.contains("/embed") else { return other(request) }
            guard let asked = try? JSONDecoder().decode(Request.self, from: Data(request.body.utf8)) else {
                return .http(400, body: "{}")
            }
            let vectors = asked.input.map(Self.vector)
            let tokens = asked.input.reduce(0) { $0 + $1.utf8.count / 4 }
            let body =
                request.target == "/api/embed"
                ? try? JSONEncoder().encode(Ollama(embeddings: vectors, prompt_eval_count: tokens))
                : try? JSONEncoder().encode(
                    OpenAI(
                        // Out of order, as the protocol allows.
                        data: vectors.enumerated().map { .init(index: $0, embedding: $1) }.reversed(),
                        usage: ["prompt_tokens": tokens]))
            return .http(body: String(decoding: body ?? Data(), as: UTF8.self))
        }
    }

    /// How many questions each call for vectors held, in order.
    package var batches: [Int] {
        server.requests.filter { $0.target.contains("/embed") }.compactMap { request in
            try? JSONDecoder().decode(Request.self, from: Data(request.body.utf8)).input.count
        }
    }

    package static func vector(_ text: String) -> [Float] {
        var counts = [Float](repeating: 0, count: 512)
        let letters = Array(" \(text.lowercased()) ".utf8)
        for place in 0..<max(0, letters.count - 2) {
            let triple = letters[place..<place + 3].reduce(0) { ($0 &* 131 &+ Int($1)) & 0xFFFF }
            counts[triple % 512] += 1
        }
        return counts
    }
}
