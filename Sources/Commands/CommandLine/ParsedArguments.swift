package import Configuration

/// What the arguments of a command said.
package struct ParsedArguments: Sendable {
    /// Arguments that are not options, in order.
    package var operands: [String] = []
    /// Values by the option's name, in order; a flag has one that is true.
    var values: [String: [SettingNode]] = [:]
    /// Settings that options stand for, ready to be laid over the configuration.
    package private(set) var settings: [(path: [String], node: SettingNode)] = []

    /// True when the flag was given.
    package func has(_ name: String) -> Bool { values[name] != nil }

    /// The text of an option; nil when it was not given.
    package func text(_ name: String) -> String? {
        guard case .string(let text)? = values[name]?.first?.value else { return nil }
        return text
    }

    /// The texts of an option that may be repeated, in order.
    package func texts(_ name: String) -> [String] {
        (values[name] ?? []).compactMap { if case .string(let text) = $0.value { text } else { nil } }
    }

    /// The number that an option was given; nil when it was not given.
    package func number(_ name: String) -> Double? {
        switch values[name]?.first?.value {
        case .integer(let number)?: Double(number)
        case .float(let number)?: number
        default: nil
        }
    }

    /// - Parameter command: the program and its verb, as they are typed.
    /// - Throws: when there is an argument.
    package func expectNoOperands(of command: String) throws {
        if let extra = operands.first {
            throw UsageError("\(command) takes no argument “\(PlainText.oneLine(extra))”")
        }
    }

    /// Adds a setting; a listed one collects the values of all its options.
    mutating func addSetting(_ path: [String], _ node: SettingNode, listed: Bool) {
        guard listed else { return settings.append((path, node)) }
        if let place = settings.firstIndex(where: { $0.path == path }),
            case .array(let items) = settings[place].node.value
        {
            settings[place].node.value = .array(items + [node])
        } else {
            settings.append((path, SettingNode(.array([node]), node.origin)))
        }
    }
}
