/// A value of the configuration with the place it came from.
package struct SettingNode: Sendable, Equatable {
    package indirect enum Value: Sendable, Equatable {
        case string(String)
        case integer(Int)
        case float(Double)
        case boolean(Bool)
        case array([SettingNode])
        case table([String: SettingNode])
        /// Anything that no setting takes: dates, times, infinities, as TOML spells them.
        case other(String)
    }

    package var value: Value
    package var origin: Origin

    package init(_ value: Value, _ origin: Origin) {
        self.value = value
        self.origin = origin
    }

    /// An empty table, the base of a layer built key by key.
    package static func emptyTable(_ origin: Origin) -> SettingNode {
        SettingNode(.table([:]), origin)
    }

    /// Lays `upper` over this node: tables are merged key by key, anything else is replaced.
    package mutating func merge(_ upper: SettingNode) {
        guard case .table(var entries) = value, case .table(let upperEntries) = upper.value else {
            self = upper
            return
        }
        for (key, node) in upperEntries {
            entries[key, default: node].merge(node)
        }
        value = .table(entries)
    }

    /// Sets the value at a path of keys, making the tables on the way.
    package mutating func set(_ path: some Collection<String>, to node: SettingNode) {
        guard let key = path.first else {
            self = node
            return
        }
        var entries: [String: SettingNode] = [:]
        if case .table(let existing) = value { entries = existing }
        entries[key, default: .emptyTable(node.origin)].set(path.dropFirst(), to: node)
        value = .table(entries)
    }

    /// The value at a path of keys; nil when there is none.
    func find(_ path: some Collection<String>) -> SettingNode? {
        guard let key = path.first else { return self }
        guard case .table(let entries) = value else { return nil }
        return entries[key]?.find(path.dropFirst())
    }

    /// What kind of value this is, for a message that says what was found.
    var kindName: String {
        switch value {
        case .string: "text"
        case .integer: "a whole number"
        case .float: "a number"
        case .boolean: "true or false"
        case .array: "a list"
        case .table: "a table"
        case .other: "a date or a time"
        }
    }
}
