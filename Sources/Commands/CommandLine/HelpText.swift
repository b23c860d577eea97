import Configuration

/// Renders help from declarations.
package struct HelpText {
    /// A heading with lines under it, shown as they are.
    package struct Section: Sendable {
        package let title: String
        package let lines: [String]

        package init(_ title: String, _ lines: [String]) {
            self.title = title
            self.lines = lines
        }
    }

    /// The column at which explanations begin, and the last one they use.
    private static let indent = 30
    private static let width = 80

    /// The help of one command.
    package static func of(_ command: CommandDeclaration, program: String = "rlm") -> String {
        var lines = [command.summary, "", "Usage: \(program) \(command.name) \(command.arguments)[OPTION…]"]
        for group in command.groups {
            lines += ["", "\(group.title):"] + group.options.flatMap(entry)
        }
        lines += command.groups.isEmpty ? ["", "Options:"] : []
        lines += entry(.help)
        for section in command.sections {
            lines += ["", "\(section.title):"] + section.lines.map { "  " + $0 }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The help of the whole program.
    package static func of(
        _ commands: [CommandDeclaration], program: String = "rlm", summary: String, sections: [Section]
    ) -> String {
        var lines = [summary, "", "Usage: \(program) COMMAND [ARGUMENT…]", "", "Commands:"]
        for command in commands { lines += row(command.name, command.summary) }
        lines += ["", "Options:"]
        lines += row("-h, --help", "show this help; \(program) COMMAND --help shows a command's own")
        lines += row("--version", "show the version")
        for section in sections {
            lines += ["", "\(section.title):"] + section.lines.map { "  " + $0 }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func entry(_ option: Option) -> [String] {
        let names = (option.short.map { "\($0), " } ?? "    ") + option.name
        return row(names + (option.value.placeholder.map { " \($0)" } ?? ""), option.help + defaultNote(option))
    }

    /// What an option with a number is when it is not given, from the documented defaults.
    private static func defaultNote(_ option: Option) -> String {
        guard let setting = option.setting, let value = Configuration.defaultValue(of: setting) else { return "" }
        switch value {
        case .integer(0) where option.name.hasPrefix("--max-") && option.name != "--max-depth":
            return " (default: no limit)"
        case .integer(0) where option.name == "--concurrency": return " (default: what the models can take)"
        case .float(0): return " (default: no limit)"
        case .integer(let number): return " (default \(number))"
        case .float(let number): return " (default \(number == number.rounded() ? "\(Int(number))" : "\(number)"))"
        default: return ""
        }
    }

    /// A term and its explanation beside it, wrapped.
    static func row(_ term: String, _ text: String) -> [String] {
        var lines: [String] = []
        var line = "  " + term
        line += String(repeating: " ", count: max(2, indent - line.count))
        for word in text.split(separator: " ") {
            if line.count + 1 + word.count > width {
                lines.append(line)
                line = String(repeating: " ", count: indent)
            }
            line += (line.hasSuffix(" ") ? "" : " ") + word
        }
        return lines + [line]
    }
}
