/// A shell for which completions are made from the declarations.
package enum Shell: String, Sendable, CaseIterable {
    case bash
    case zsh
    case fish

    /// A script that completes commands, options and files of a program.
    package func completions(of commands: [CommandDeclaration], program: String = "rlm") -> String {
        switch self {
        case .bash: BashCompletions(program: program, commands: commands).script
        case .zsh: ZshCompletions(program: program, commands: commands).script
        case .fish: FishCompletions(program: program, commands: commands).script
        }
    }

    /// The function that completes a program, in shells that have one for that.
    static func function(of program: String) -> String { "_" + program.replacing("-", with: "_") }
}
