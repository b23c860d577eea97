import Configuration
import HTTPTransport

extension ModelFactory {
    /// Aliases of aliases that are followed.
    private static let aliasDepth = 8

    /// The model's name that stands behind an alias, or the name itself.
    package func resolvingAlias(_ name: String) throws(ModelError) -> String {
        var name = name
        for _ in 0..<Self.aliasDepth {
            guard let target = aliases[name] else { return name }
            name = target
        }
        throw ModelError(
            .configuration, model: name, message: "the alias leads back to itself.",
            hint: "Let [aliases] name a model.")
    }

    /// The pool that the configuration describes under `[pools.NAME]`.
    package func pool(named name: String) throws(ModelError) -> PoolModel {
        guard let settings = pools[name] else {
            let known = pools.keys.sorted()
            let hint =
                known.isEmpty
                ? "Describe it in the configuration: [pools.\(ErrorText.clean(name, limit: 40))] members = [\"PROVIDER/MODEL\", …]."
                : nearestName(to: name, in: known).map { "Did you mean pool/\($0)?" }
                    ?? "Pools: \(known.joined(separator: ", "))."
            throw ModelError(
                .configuration, model: "pool/\(ErrorText.clean(name, limit: 40))", message: "there is no such pool.",
                hint: hint)
        }
        return try poolModels.pool(named: "pool/\(name)") { () throws(ModelError) in
            var members: [PoolMember] = []
            for member in settings.members { members += try self.members(member) }
            var policy = PoolPolicy()
            policy.hedgeShare = settings.hedgeShare ?? policy.hedgeShare
            return PoolModel(
                name: "pool/\(name)", members: members, policy: policy, publisher: publisher)
        }
    }

    /// A model whose provider has several hosts.
    func pool(of name: ModelName, _ provider: ModelProvider) throws(ModelError) -> PoolModel {
        try poolModels.pool(named: name.description) { () throws(ModelError) in
            PoolModel(name: name.description, members: try members(of: name, provider), publisher: publisher)
        }
    }

    private var publisher: PoolPublisher { PoolPublisher(PoolStateFolder(environment: environment)) }

    /// The pools that can be named: those of the configuration, and models whose provider has several hosts and a
    /// model of its own.
    package func namedPools() throws(ModelError) -> [PoolModel] {
        var all: [PoolModel] = []
        for name in pools.keys.sorted() { all.append(try pool(named: name)) }
        for (name, provider) in providers.sorted(by: { $0.key < $1.key }) where hasSeveralHosts(provider) {
            guard let model = try? defaultModel(of: name, provider) else { continue }
            all.append(try pool(of: ModelName(provider: name, model: model), provider))
        }
        return all
    }

    /// True where the provider's hosts are in use; an address on the command line replaces them.
    func hasSeveralHosts(_ provider: ModelProvider) -> Bool { !provider.hosts.isEmpty && baseURL == nil }

    private func members(_ settings: PoolSettings.Member) throws(ModelError) -> [PoolMember] {
        var name = try ModelName(parsing: try resolvingAlias(settings.model), servers: providers.keys)
        guard let provider = providers[name.provider] else {
            guard name.provider == "command" else {
                throw ModelError(
                    .configuration, model: name.description, message: "this cannot be a member of a pool.",
                    hint: "A pool is made of servers and programs.")
            }
            let model = try model(named: name.description)
            return [
                adjusted(PoolMember(model, priority: 2, concurrency: .init(start: 2, most: 4), hedges: false), settings)
            ]
        }
        if name.model.isEmpty { name.model = try defaultModel(of: name.provider, provider) }
        return try members(of: name, provider).map { adjusted($0, settings) }
    }

    private func adjusted(_ member: PoolMember, _ settings: PoolSettings.Member) -> PoolMember {
        var member = member
        if let priority = settings.priority { member.priority = priority }
        if let calls = settings.concurrency { member.concurrency = .init(start: calls, most: calls) }
        if let hedges = settings.hedge { member.hedges = hedges }
        return member
    }

    /// One member for each host of the provider.
    private func members(of name: ModelName, _ provider: ModelProvider) throws(ModelError) -> [PoolMember] {
        guard hasSeveralHosts(provider) else { return [try member(name, provider, at: nil)] }
        var members: [PoolMember] = []
        for host in provider.hosts { members.append(try member(name, provider, at: host)) }
        return members
    }

    private func member(
        _ name: ModelName, _ provider: ModelProvider, at host: String?
    ) throws(ModelError) -> PoolMember {
        let model = try serverModel(name, provider, at: host)
        var probed = try server(of: name.provider, provider, model: model.name, at: host)
        probed.timeouts = HTTPTimeouts(connect: 2, idle: 5, total: 5)
        let address = try probed.address()
        let isOwn = !probed.key.required && (provider.isLocal || address.scheme == .http)
        return PoolMember(
            model, priority: isOwn ? 1 : 2,
            concurrency: isOwn ? .init(start: 4, most: 16) : .init(start: 8, most: 32), hedges: isOwn,
            probe: { [probed] () throws(ModelError) in try await probed.probe(provider) },
            inspect: { [probed, name] in await probed.inspection(of: name.model, provider) })
    }
}
