import Configuration
import LanguageModels
import TestSupport

/// A pool, as a configuration file describes it, over servers of its own on this machine.
struct PoolFixture {
    let pool: PoolModel
    let factory: ModelFactory
    private let folder: TemporaryFolder
    /// Keeps them listening.
    private let servers: [LoopbackServer]

    /// - Parameters:
    ///   - servers: become the members `s0/m`, `s1/m`, …, with the settings in `members`, or at most four calls each.
    ///   - settings: more of the pool's own table.
    init(_ servers: [LoopbackServer], members: [String] = [], settings: String = "") throws {
        try self.init(urls: servers.map(\.url), keeping: servers, members: members, settings: settings)
    }

    init(
        urls: [String], keeping servers: [LoopbackServer] = [], members: [String] = [], settings: String = ""
    ) throws {
        self.servers = servers
        folder = try TemporaryFolder()
        var text = ""
        for (index, url) in urls.enumerated() {
            text += "[providers.s\(index)]\nkind = \"openai\"\nbase-url = \"\(url)/v1\"\nidle-timeout = 20\n"
        }
        let list = urls.indices.map { index in
            let more = members.indices.contains(index) ? members[index] : "concurrency = 4"
            return "{ provider = \"s\(index)\", model = \"m\"\(more.isEmpty ? "" : ", " + more) }"
        }
        text += "[pools.test]\nmembers = [\(list.joined(separator: ", "))]\n\(settings)\n"
        try folder.write(text, to: "config.toml")
        factory = ModelFactory(
            try Configuration(file: folder.path("config.toml")).settings, environment: [:], prices: try .embedded())
        pool = try factory.pool(named: "test")
    }

    func ask(_ count: Int, atOnce: Int = 64) async -> Outcome { await pool.ask(count, atOnce: atOnce) }

    /// What came of many questions.
    struct Outcome {
        var replies: [ModelReply] = []
        var failures: [ModelError] = []

        /// How many were answered by which member.
        var answers: [String: Int] { replies.reduce(into: [:]) { $0[$1.answeredBy ?? "nobody", default: 0] += 1 } }
        var besides: [ModelCharge] { replies.flatMap(\.besides) }
    }
}

extension PoolModel {
    /// Asks `count` questions, so many at once, each repeated as in a run.
    func ask(_ count: Int, atOnce: Int) async -> PoolFixture.Outcome {
        let model = RetryingModel(self)
        return await withTaskGroup(of: Result<ModelReply, ModelError>.self) { group in
            var outcome = PoolFixture.Outcome()
            func take(_ result: Result<ModelReply, ModelError>) {
                switch result {
                case .success(let reply): outcome.replies.append(reply)
                case .failure(let error): outcome.failures.append(error)
                }
            }
            for number in 0..<count {
                if number >= atOnce, let one = await group.next() { take(one) }
                group.addTask {
                    do throws(ModelError) {
                        return .success(try await model.respond(to: ModelRequest(prompt: "question \(number)")))
                    } catch {
                        return .failure(error)
                    }
                }
            }
            for await one in group { take(one) }
            return outcome
        }
    }
}

extension LoopbackServer {
    /// Answers each question after so many seconds.
    static func answering(after seconds: Double = 0, _ text: String = "ok") -> LoopbackServer {
        LoopbackServer(always: .answer(text, after: seconds))
    }
}

extension ScriptedResponse {
    /// A chat completion.
    static func answer(_ text: String = "ok", after seconds: Double = 0) -> ScriptedResponse {
        let answer = ScriptedResponse.stream(body: ProviderFixture.openai.body([text]), size: 4096)
        return ScriptedResponse([.wait(seconds: seconds)] + answer.steps)
    }

    /// A failure after so many seconds.
    static func failure(_ status: Int, after seconds: Double = 0, headers: [String] = []) -> ScriptedResponse {
        ScriptedResponse(
            [.wait(seconds: seconds)] + ScriptedResponse.http(status, headers: headers, body: "{}").steps)
    }
}
