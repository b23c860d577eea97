import Configuration
import HTTPTransport
import JSON

extension ModelFactory {
    /// Looks at everything that can answer: the built-in model, the servers, the configured programs.
    /// - Parameter askServers: asks every server for its models, with its key; otherwise only those of one's own
    ///   machines are asked, because a key says enough about the others.
    package func readiness(askServers: Bool = false) async -> [ModelReadiness] {
        let servers = await withTaskGroup { group in
            for name in providers.keys {
                group.addTask { await readiness(of: name, askServer: askServers) }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        let builtin = ModelReadiness(
            provider: "builtin", model: "builtin", isConfigured: true, isReady: true,
            detail: "answers by rules, without a language model")
        return [builtin] + (await poolReadiness()) + servers.sorted { $0.provider < $1.provider }
            + commands.keys.sorted().map(readiness(ofCommand:))
    }

    private func poolReadiness() async -> [ModelReadiness] {
        var all: [ModelReadiness] = []
        for name in pools.keys.sorted() {
            do throws(ModelError) {
                let pool = try pool(named: name)
                all.append(readiness(of: pool, await pool.inspections()))
            } catch {
                all.append(
                    ModelReadiness(
                        provider: "pool/\(name)", isConfigured: false, isReady: false, detail: error.message,
                        advice: error.hint))
            }
        }
        return all
    }

    private func readiness(of pool: PoolModel, _ inspections: [MemberInspection]) -> ModelReadiness {
        let isReady = inspections.contains(where: \.isReady)
        let missing = zip(pool.members, inspections).filter { !$1.isReady }
        let total = pool.members.count
        return ModelReadiness(
            provider: pool.name, model: pool.name, isConfigured: true, isReachable: inspections.contains(where: \.isUp),
            isReady: isReady, models: pool.members.map(\.model.name),
            detail: "\(total - missing.count) of \(total) member\(total == 1 ? "" : "s") ready",
            advice: missing.isEmpty
                ? nil : "Not ready: " + missing.map { "\($0.model.name) (\($1.summary))" }.joined(separator: ", "))
    }

    private func readiness(of name: String, askServer: Bool) async -> ModelReadiness {
        var result = ModelReadiness(
            provider: name, isConfigured: false, isReady: false, detail: "no settings for \(name)")
        guard let provider = providers[name] else { return result }
        result.model = try? defaultModel(of: name, provider)
        if hasSeveralHosts(provider), let model = result.model,
            let pool = try? pool(of: ModelName(provider: name, model: model), provider)
        {
            result = readiness(of: pool, await pool.inspections())
            result.provider = name
            result.model = model
            return result
        }
        do throws(ModelError) {
            var server = try server(
                of: name, provider, model: name, at: hasSeveralHosts(provider) ? provider.hosts.first : nil)
            let address = try server.address()
            guard server.key.isConfigured || !server.key.required else {
                result.detail = "no key"
                result.advice = server.key.hint
                return result
            }
            result.isConfigured = true
            if askServer || provider.isLocal || address.isLoopback {
                server.timeouts = HTTPTimeouts(connect: 2, idle: 10, total: 10)
                try await ask(server, provider, into: &result)
            } else {
                result.isReady = true
                result.detail = "key present, \(address.origin) not asked"
            }
        } catch {
            result.isReachable = error.kind == .unreachable || error.kind == .timeout ? false : result.isReachable
            result.detail = error.message
            result.advice = error.hint
        }
        if result.isReady, result.model == nil, result.models.isEmpty {
            result.advice = "Name a model: --model \(name)/MODEL."
        }
        return result
    }

    private func ask(
        _ server: ModelServer, _ provider: ModelProvider, into result: inout ModelReadiness
    ) async throws(ModelError) {
        let answer = try await server.json(.get, provider.listPath)
        let list = (answer["models"] ?? answer["data"])?.array ?? []
        result.isReachable = true
        result.models = list.compactMap { ($0["name"] ?? $0["id"])?.string }.map { ErrorText.clean($0, limit: 100) }
        result.isReady = !result.models.isEmpty
        let origin = try server.address().origin
        result.detail = "\(origin) offers \(result.models.count) model" + (result.models.count == 1 ? "" : "s")
        if provider.api == .ollama, result.models.isEmpty { result.advice = "Get a model with: ollama pull qwen3:14b" }
        guard provider.api == .ollama, let model = result.model, result.isReady,
            !result.models.contains(where: { $0 == model || $0 == model + ":latest" })
        else { return }
        result.isReady = false
        result.advice = "\(model) is not there. Get it with: ollama pull \(model)"
    }

    private func readiness(ofCommand name: String) -> ModelReadiness {
        let program = commands[name]?.program.first ?? ""
        let path = ProgramSearch.find(program, path: variable("PATH"))
        return ModelReadiness(
            provider: "command/\(name)", model: "command/\(name)", isConfigured: path != nil, isReady: path != nil,
            detail: path.map { "\($0)" } ?? "\(program) is not installed",
            advice: path == nil ? "Install \(program), or change [commands.\(name)]." : nil)
    }
}
