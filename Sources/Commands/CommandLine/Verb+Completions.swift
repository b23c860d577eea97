import Configuration

extension Verb {
    /// `completions` of a program that has `others` besides.
    static func completions(of others: [CommandDeclaration], program: String) -> Verb {
        let shells = Shell.allCases.map(\.rawValue)
        let own = CommandDeclaration(
            name: "completions", summary: "Prints completions for a shell.", arguments: "SHELL ", choices: shells,
            groups: [],
            sections: [
                HelpText.Section(
                    "Examples",
                    [
                        "source <(\(program) completions bash)",
                        "\(program) completions zsh > ~/.zfunc/\(Shell.function(of: program))",
                        "\(program) completions fish > ~/.config/fish/completions/\(program).fish",
                    ])
            ])
        return Verb(own) { input in
            let operands = input.parsed.operands
            guard operands.count == 1, let name = operands.first else {
                throw UsageError("name one shell: \(program) completions \(shells.joined(separator: "|"))")
            }
            guard let shell = Shell(rawValue: name) else {
                throw UsageError(
                    "no completions for “\(PlainText.oneLine(name))”, only for \(shells.joined(separator: ", "))"
                        + suggestion(for: name, in: shells))
            }
            try StandardOutput.write(shell.completions(of: others + [own], program: program))
            return .success
        }
    }
}
