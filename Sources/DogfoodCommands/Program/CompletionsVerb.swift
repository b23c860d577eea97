import Commands
import Configuration

extension Verb {
    /// `rlm-dogfood completions`.
    static let completions = Verb(
        CommandDeclaration(
            name: "completions", summary: "Prints completions for a shell.", arguments: "SHELL ",
            choices: Shell.allCases.map(\.rawValue), groups: [],
            sections: [
                HelpText.Section(
                    "Examples",
                    [
                        "source <(rlm-dogfood completions bash)",
                        "rlm-dogfood completions zsh > ~/.zfunc/_rlm_dogfood",
                        "rlm-dogfood completions fish > ~/.config/fish/completions/rlm-dogfood.fish",
                    ])
            ])
    ) { input in
        let shells = Shell.allCases.map(\.rawValue)
        guard input.parsed.operands.count == 1, let name = input.parsed.operands.first else {
            throw UsageError("name one shell: rlm-dogfood completions \(shells.joined(separator: "|"))")
        }
        guard let shell = Shell(rawValue: name) else {
            throw UsageError(
                "no completions for “\(PlainText.oneLine(name))”, only for \(shells.joined(separator: ", "))"
                    + suggestion(for: name, in: shells))
        }
        try StandardOutput.write(
            shell.completions(of: DogfoodProgram.verbs.map(\.declaration), program: DogfoodProgram.name))
        return .success
    }
}
