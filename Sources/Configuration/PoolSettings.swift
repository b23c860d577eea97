/// Several servers that answer as one model: a table `[pools.NAME]`, used as `--model pool/NAME`.
package struct PoolSettings: Sendable, Equatable {
    /// One server's model in a pool: its name alone, or a table with more about it.
    package struct Member: Sendable, Equatable {
        /// As `--model` takes it, or by an alias.
        package var model: String
        /// The lower, the earlier it is used; nil puts one's own servers before hosted ones.
        package var priority: Int?
        /// Calls at once at most; nil leaves that to what the server shows it can do.
        package var concurrency: Int?
        /// Whether it may be sent a second request for a call that takes long elsewhere; nil for one's own servers only.
        package var hedge: Bool?
        package var origin: Origin

        init(_ node: SettingNode, path: String) throws(ConfigurationError) {
            origin = node.origin
            if case .string(let name) = node.value {
                model = name
                return
            }
            guard case .table = node.value else {
                throw ConfigurationError(
                    node.origin,
                    "\(path) holds names of models or tables like { model = \"gpu1/qwen3:14b\" }, not "
                        + node.kindName)
            }
            var reader = try TableReader(node, path: path)
            model = try reader.string("model")
            if let provider = try reader.optionalString("provider") { model = "\(provider)/\(model)" }
            priority = try Self.integer("priority", atLeast: 0, &reader)
            concurrency = try Self.integer("concurrency", atLeast: 1, &reader)
            hedge = try reader.optional("hedge") { (reader) throws(ConfigurationError) in try reader.boolean("hedge") }
            try reader.finish()
        }

        private static func integer(
            _ key: String, atLeast least: Int, _ reader: inout TableReader
        ) throws(ConfigurationError) -> Int? {
            try reader.optional(key) { (reader) throws(ConfigurationError) in try reader.integer(key, atLeast: least) }
        }
    }

    package var members: [Member]
    /// Second requests as a part of all calls; nil for the usual part.
    package var hedgeShare: Double?

    init(_ reader: inout TableReader) throws(ConfigurationError) {
        members = try reader.elements("members") { (node, path) throws(ConfigurationError) in
            try Member(node, path: path)
        }
        hedgeShare = try reader.optional("hedge") { (reader) throws(ConfigurationError) in
            try reader.number("hedge", atMost: 0.5)
        }
    }
}
