/// A program that answers prompts: a table `[commands.NAME]`, used as `--model command/NAME`.
package struct CommandSettings: Sendable, Equatable {
    /// How the prompt reaches the program.
    package enum Input: String, Sendable, CaseIterable {
        /// As text on standard input.
        case text
        /// As `{"messages": [{"role": …, "content": …}]}` on standard input.
        case json
        /// As the last argument.
        case argument
    }

    /// The program and its arguments.
    package var program: [String]
    package var input: Input

    init(_ reader: inout TableReader) throws(ConfigurationError) {
        program = try reader.strings("program")
        input = try reader.choice("input")
    }
}
