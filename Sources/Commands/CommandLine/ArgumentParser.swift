import Configuration

/// Sorts a command's arguments into options and the rest, by the command's declaration.
///
/// `--name value`, `--name=value`, `-n value`, joined flags (`-qv`) and `--`, after which nothing is an option.
package struct ArgumentParser {
    private let options: [Option]
    private let command: String
    private let program: String
    private var parsed = ParsedArguments()

    private init(_ declaration: CommandDeclaration, program: String) {
        options = declaration.options
        command = declaration.name
        self.program = program
    }

    package static func parse(
        _ arguments: [String], of declaration: CommandDeclaration, program: String = "rlm"
    ) throws(UsageError) -> ParsedArguments {
        var parser = ArgumentParser(declaration, program: program)
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            if argument == "--" {
                parser.parsed.operands += rest
                break
            } else if argument.hasPrefix("--") {
                try parser.parseLong(argument, &rest)
            } else if argument.hasPrefix("-"), argument != "-" {
                try parser.parseShort(argument, &rest)
            } else {
                parser.parsed.operands.append(argument)
            }
        }
        return parser.parsed
    }

    private mutating func parseLong(_ argument: String, _ rest: inout ArraySlice<String>) throws(UsageError) {
        let equals = argument.firstIndex(of: "=")
        let name = String(argument[..<(equals ?? argument.endIndex)])
        guard let option = options.first(where: { $0.name == name }) else { throw unknown(name) }
        let joined = equals.map { String(argument[argument.index(after: $0)...]) }
        if option.value == .none {
            guard joined == nil else { throw UsageError("\(name) takes no value") }
            try record(option, nil)
        } else {
            let text: String
            if let joined { text = joined } else { text = try Self.value(of: option, &rest) }
            try record(option, text)
        }
    }

    private mutating func parseShort(_ argument: String, _ rest: inout ArraySlice<String>) throws(UsageError) {
        for letter in argument.dropFirst() {
            guard let option = options.first(where: { $0.short == "-\(letter)" }) else { throw unknown(argument) }
            try record(option, option.value == .none ? nil : try Self.value(of: option, &rest))
        }
    }

    /// The next argument, unless it looks like an option; a negative number does not.
    private static func value(
        of option: Option, _ rest: inout ArraySlice<String>
    ) throws(UsageError) -> String {
        guard let next = rest.first, !next.hasPrefix("-") || next == "-" || Double(next) != nil else {
            throw UsageError("\(option.name) needs a value: \(option.name) \(option.value.placeholder ?? "")")
        }
        rest.removeFirst()
        return next
    }

    private mutating func record(_ option: Option, _ text: String?) throws(UsageError) {
        let origin = Origin.option(option.name)
        let node: SettingNode
        switch option.value {
        case .none:
            node = SettingNode(.boolean(true), origin)
        case .text, .file:
            node = SettingNode(.string(text ?? ""), origin)
        case .integer:
            guard let number = text.flatMap(Int.init) else {
                throw UsageError("\(option.name) takes a whole number, not “\(text ?? "")”")
            }
            node = SettingNode(.integer(number), origin)
        case .number:
            guard let number = text.flatMap(Double.init), number.isFinite else {
                throw UsageError("\(option.name) takes a number, not “\(text ?? "")”")
            }
            node = SettingNode(.float(number), origin)
        }
        guard option.repeats || option.value == .none || parsed.values[option.name] == nil else {
            throw UsageError("\(option.name) is given twice")
        }
        parsed.values[option.name, default: []].append(node)
        if let setting = option.setting { parsed.addSetting(setting, node, listed: option.repeats) }
    }

    private func unknown(_ name: String) -> UsageError {
        UsageError(
            "unknown option \(name)\(suggestion(for: name, in: options.map(\.name))) "
                + "(\(program) \(command) --help lists them)")
    }
}
