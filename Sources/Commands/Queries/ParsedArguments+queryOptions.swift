import Configuration
import JSON

extension ParsedArguments {
    /// The options of a command line as those of `query/start`.
    var queryOptions: [String: JSONValue] {
        CommandDeclaration.ask.options.filter { !QueryRequest.notTaken.contains($0.name) }
            .reduce(into: [:]) { options, option in
                let values = values(of: option)
                guard let first = values.first else { return }
                options[QueryRequest.camelCase(option.name)] = option.repeats ? .array(values) : first
            }
    }

    /// What an option was given, as JSON.
    private func values(of option: Option) -> [JSONValue] {
        (values[option.name] ?? []).compactMap { node in
            switch node.value {
            case .string(let text): .string(text)
            case .integer(let number): .integer(number)
            case .float(let number): .number(number)
            case .boolean(let value): .bool(value)
            default: nil
            }
        }
    }
}
