/// Reads one table of the merged configuration into a typed section, and knows which keys it was asked for.
///
/// Every key must be there, because `config/default.toml` lies under every file: there are no defaults in code.
package struct TableReader {
    /// The table's own path, such as `limits` or `providers.gpu1`.
    let path: String
    private let entries: [String: SettingNode]
    private let origin: Origin
    private var known: [String] = []

    package init(_ node: SettingNode, path: String) throws(ConfigurationError) {
        guard case .table(let entries) = node.value else {
            throw ConfigurationError(node.origin, "\(path) is a table, written [\(path)], not \(node.kindName)")
        }
        self.path = path
        self.entries = entries
        self.origin = node.origin
    }

    mutating func string(_ key: String) throws(ConfigurationError) -> String {
        let node = try required(key)
        guard case .string(let value) = node.value else { throw wrong(node, key, expected: "text in quotes") }
        return value
    }

    /// Text that may be absent or empty, which both mean nil.
    mutating func optionalString(_ key: String) throws(ConfigurationError) -> String? {
        let value = try optional(key) { (reader) throws(ConfigurationError) in try reader.string(key) }
        return value?.isEmpty == true ? nil : value
    }

    mutating func boolean(_ key: String) throws(ConfigurationError) -> Bool {
        let node = try required(key)
        guard case .boolean(let value) = node.value else { throw wrong(node, key, expected: "true or false") }
        return value
    }

    package mutating func integer(_ key: String, atLeast least: Int) throws(ConfigurationError) -> Int {
        let node = try required(key)
        guard case .integer(let value) = node.value, value >= least else {
            throw wrong(node, key, expected: "a whole number, \(least) or more")
        }
        return value
    }

    /// More than anybody needs of seconds or dollars, and so much less than a clock can count.
    private static let largestNumber = 1e9

    /// A number of at least `least` and at most a thousand million, or what is given; whole numbers will do.
    mutating func number(
        _ key: String, atLeast least: Double = 0, atMost most: Double = largestNumber
    ) throws(ConfigurationError) -> Double {
        let node = try required(key)
        let number: Double? =
            switch node.value {
            case .float(let value): value
            case .integer(let value): Double(value)
            default: nil
            }
        guard let number, number >= least else {
            throw wrong(node, key, expected: "a number, \(least == 0 ? "0" : "\(least)") or more")
        }
        guard number <= most else {
            throw wrong(node, key, expected: "a number, \(most < 1 ? "\(most)" : "\(Int(most))") or less")
        }
        return number
    }

    package mutating func strings(_ key: String) throws(ConfigurationError) -> [String] {
        let node = try required(key)
        var values: [String] = []
        guard case .array(let nodes) = node.value else { throw wrong(node, key, expected: "a list of texts") }
        for item in nodes {
            guard case .string(let value) = item.value else { throw wrong(item, key, expected: "a list of texts") }
            values.append(value)
        }
        return values
    }

    /// A list with at least one element, each read with `body`, which is told what to call the list.
    mutating func elements<Element>(
        _ key: String, _ body: (SettingNode, String) throws(ConfigurationError) -> Element
    ) throws(ConfigurationError) -> [Element] {
        let node = try required(key)
        guard case .array(let nodes) = node.value, !nodes.isEmpty else {
            throw ConfigurationError(node.origin, "\(full(key)) is a list with at least one element")
        }
        var elements: [Element] = []
        for node in nodes { elements.append(try body(node, full(key))) }
        return elements
    }

    /// A table whose keys the user chooses, each holding text.
    mutating func texts(_ key: String) throws(ConfigurationError) -> [String: String] {
        var texts: [String: String] = [:]
        var reader = try TableReader(try required(key), path: full(key))
        for name in reader.entries.keys { texts[name] = try reader.string(name) }
        return texts
    }

    /// One of the names of an enumeration.
    mutating func choice<Choice: RawRepresentable & CaseIterable>(
        _ key: String, _: Choice.Type = Choice.self
    ) throws(ConfigurationError) -> Choice where Choice.RawValue == String {
        let node = try required(key)
        let names = Choice.allCases.map(\.rawValue)
        guard case .string(let value) = node.value else {
            throw wrong(node, key, expected: "one of \(names.joined(separator: ", "))")
        }
        guard let choice = Choice(rawValue: value) else {
            throw ConfigurationError(
                node.origin,
                "\(subject(node, key)) is one of \(names.joined(separator: ", ")), not “\(value)”"
                    + suggestion(for: value, in: names))
        }
        return choice
    }

    /// Reads with `body` when the key is there.
    mutating func optional<Value>(
        _ key: String, _ body: (inout TableReader) throws(ConfigurationError) -> Value
    ) throws(ConfigurationError) -> Value? {
        known.append(key)
        return entries[key] == nil ? nil : try body(&self)
    }

    /// A table inside this one.
    package mutating func table<Section>(
        _ key: String, _ body: (inout TableReader) throws(ConfigurationError) -> Section
    ) throws(ConfigurationError) -> Section {
        var reader = try TableReader(try required(key), path: full(key))
        let section = try body(&reader)
        try reader.finish()
        return section
    }

    /// A table whose keys the user chooses, each holding a table of the same kind.
    mutating func tables<Section>(
        _ key: String, _ body: (String, inout TableReader) throws(ConfigurationError) -> Section
    ) throws(ConfigurationError) -> [String: Section] {
        var sections: [String: Section] = [:]
        let outer = try TableReader(try required(key), path: full(key))
        for (name, node) in outer.entries.sorted(by: { $0.key < $1.key }) {
            var reader = try TableReader(node, path: "\(full(key)).\(name)")
            sections[name] = try body(name, &reader)
            try reader.finish()
        }
        return sections
    }

    /// Throws for the first key that nobody asked for.
    package func finish() throws(ConfigurationError) {
        let unknown = entries.filter { !known.contains($0.key) }
        guard let (key, node) = unknown.min(by: { "\($0.value.origin)" < "\($1.value.origin)" }) else { return }
        if Self.namesSecret(key) {
            throw ConfigurationError(
                node.origin,
                "\(full(key)) looks like a secret, and secrets do not belong in a file; put it into an environment "
                    + "variable (key-variable names which) or let credential-command print it")
        }
        throw ConfigurationError(
            node.origin, "unknown setting \(full(key))" + suggestion(for: key, in: known))
    }

    private static func namesSecret(_ key: String) -> Bool {
        let letters = key.lowercased().filter(\.isLetter)
        return ["apikey", "token", "secret", "password", "key", "authorization"].contains(where: letters.hasSuffix)
    }

    private func full(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

    /// What a message calls the setting: an option or a variable is already named as its place.
    private func subject(_ node: SettingNode, _ key: String) -> String {
        if case .file = node.origin { full(key) } else { "this" }
    }

    private mutating func required(_ key: String) throws(ConfigurationError) -> SettingNode {
        known.append(key)
        guard let node = entries[key] else { throw ConfigurationError(origin, "\(full(key)) is missing") }
        return node
    }

    private func wrong(_ node: SettingNode, _ key: String, expected: String) -> ConfigurationError {
        let found: String
        switch node.value {
        case .integer(let value): found = "\(value)"
        case .float(let value): found = "\(value)"
        case .boolean(let value): found = "\(value)"
        case .string(let value): found = "“\(value)”"
        case .other(let value): found = value
        case .array, .table: found = node.kindName
        }
        return ConfigurationError(node.origin, "\(subject(node, key)) takes \(expected), not \(found)")
    }
}
