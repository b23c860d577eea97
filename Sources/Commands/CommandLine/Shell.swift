/// A shell for which completions are made from the declarations.
package enum Shell: String, Sendable, CaseIterable {
    case bash
    case zsh
    case fish

    /// A script that completes commands, options and files of `rlm`.
    package func completions(of commands: [CommandDeclaration]) -> String {
        switch self {
        case .bash: BashCompletions(commands: commands).script
        case .zsh: ZshCompletions(commands: commands).script
        case .fish: FishCompletions(commands: commands).script
        }
    }
}
