/// What a person sees while waiting: the table `[terminal]`.
package struct TerminalSettings: Sendable, Equatable {
    package enum Progress: String, Sendable, CaseIterable {
        /// A live view on a terminal, plain lines elsewhere.
        case auto
        /// Lines only.
        case plain
        /// Nothing.
        case none
    }

    package enum Colour: String, Sendable, CaseIterable {
        /// On a terminal, unless NO_COLOR or TERM=dumb speak against it.
        case auto
        case always
        case never
    }

    package var progress: Progress
    package var colour: Colour
    /// Shows the code of each cell and what it printed.
    package var verbose: Bool

    init(_ reader: inout TableReader) throws(ConfigurationError) {
        progress = try reader.choice("progress")
        colour = try reader.choice("color")
        verbose = try reader.boolean("verbose")
    }
}
