package import Configuration
import FoundationEssentials

extension PriceTable {
    private static let builtIn = Result { () throws(ConfigurationError) in
        try PriceTable(toml: String(decoding: PackageResources.prices_toml, as: UTF8.self), name: "prices.toml")
    }

    /// The prices in `config/prices.toml` as this program was built with it; read once.
    package static func embedded() throws(ConfigurationError) -> PriceTable { try builtIn.get() }

    /// The embedded prices with those of the user's own file, `prices.toml` beside `config.toml`, where there is one.
    package static func load(environment: [String: String]) throws(ConfigurationError) -> PriceTable {
        let table = try embedded()
        guard let settings = Configuration.userFile(environment: environment) else { return table }
        let path = URL(filePath: settings).deletingLastPathComponent().appending(path: "prices.toml").path
        guard FileManager.default.fileExists(atPath: path) else { return table }
        guard let text = try? String(contentsOf: URL(filePath: path), encoding: .utf8) else {
            throw ConfigurationError(place: path, message: "not a readable UTF-8 text file")
        }
        return table.merging(try PriceTable(toml: text, name: path))
    }

    /// Reads prices in the form of `config/prices.toml`, which documents it.
    /// - Parameter name: the file's name, as errors show it.
    package init(toml text: String, name: String) throws(ConfigurationError) {
        let root = try SettingNode.parse(toml: text, name: name)
        var entries: [String: ModelPrice] = [:]
        for (key, node) in try Self.table(root, "the file") {
            guard key == "prices" else {
                throw ConfigurationError(node.origin, "unknown table \(key); prices stand in [prices]")
            }
            for (model, price) in try Self.table(node, "prices") { entries[model] = try Self.price(price, model) }
        }
        self.init(entries)
    }

    private static let keys = ["prompt", "cached", "cache-write", "completion", "context"]

    private static func price(_ node: SettingNode, _ model: String) throws(ConfigurationError) -> ModelPrice {
        var values: [String: Double] = [:]
        for (key, value) in try table(node, model) {
            guard keys.contains(key) else {
                throw ConfigurationError(
                    value.origin, "unknown setting \(key) of the price of \(model)\(suggestion(for: key, in: keys))")
            }
            values[key] = try number(value, "\(key) of \(model)")
        }
        guard let prompt = values["prompt"], let completion = values["completion"] else {
            throw ConfigurationError(node.origin, "the price of \(model) needs prompt and completion")
        }
        return ModelPrice(
            prompt: prompt, cachedPrompt: values["cached"], cacheWrite: values["cache-write"], completion: completion,
            contextWindow: values["context"].map { Int($0) })
    }

    private static func table(
        _ node: SettingNode, _ what: String
    ) throws(ConfigurationError) -> [String: SettingNode] {
        guard case .table(let entries) = node.value else { throw ConfigurationError(node.origin, "\(what) is a table") }
        return entries
    }

    private static func number(_ node: SettingNode, _ what: String) throws(ConfigurationError) -> Double {
        switch node.value {
        case .float(let value) where value >= 0 && value < 1e12: return value
        case .integer(let value) where value >= 0 && value < 1_000_000_000_000: return Double(value)
        default: throw ConfigurationError(node.origin, "\(what) takes a number, 0 or more and below 10^12")
        }
    }
}
