/// A command, declared once: its arguments, its options and what its help teaches.
package struct CommandDeclaration: Sendable {
    /// Options under one heading.
    package struct OptionGroup: Sendable {
        package let title: String
        package let options: [Option]

        package init(_ title: String, _ options: [Option]) {
            self.title = title
            self.options = options
        }
    }

    package let name: String
    /// What it does, in one line.
    package let summary: String
    /// The arguments as usage shows them, such as `QUESTION [PATH…]`.
    package let arguments: String
    /// Texts that can stand as the first argument, for completion.
    package let choices: [String]
    /// True when arguments are paths, for completion.
    package let takesPaths: Bool
    /// True when a question stands before them.
    package let takesQuestion: Bool
    package let groups: [OptionGroup]
    /// Paragraphs after the options: examples, exit codes, environment.
    package let sections: [HelpText.Section]

    package init(
        name: String, summary: String, arguments: String = "", choices: [String] = [], takesPaths: Bool = false,
        takesQuestion: Bool = false,
        groups: [OptionGroup], sections: [HelpText.Section] = []
    ) {
        self.name = name
        self.summary = summary
        self.arguments = arguments
        self.choices = choices
        self.takesPaths = takesPaths
        self.takesQuestion = takesQuestion
        self.groups = groups
        self.sections = sections
    }

    /// Every option, `--help` last.
    package var options: [Option] { groups.flatMap(\.options) + [.help] }
}
