/// Completions for zsh, to be put on the `fpath` under the name of the function.
struct ZshCompletions {
    let program: String
    let commands: [CommandDeclaration]

    private var function: String { Shell.function(of: program) }

    var script: String {
        """
        #compdef \(program)
        # zsh completion for \(program); made by: \(program) completions zsh
        \(function)() {
            local -a commands
            commands=(
        \(commands.map { "        \(quoted($0.name + ":" + $0.summary))" }.joined(separator: "\n"))
            )
            if (( CURRENT == 2 )); then
                _describe command commands
                return
            fi
            local command=$words[2]
            shift words
            (( CURRENT-- ))
            case $command in
        \(commands.map(branch).joined(separator: "\n"))
            esac
        }
        if [ "$funcstack[1]" = \(function) ]; then \(function) "$@"; else compdef \(function) \(program); fi

        """
    }

    private func branch(_ command: CommandDeclaration) -> String {
        var specifications = command.options.map(specification)
        if !command.choices.isEmpty {
            specifications.append(quoted("1: :(\(command.choices.joined(separator: " ")))"))
        }
        if command.takesQuestion { specifications.append(quoted("1:question:")) }
        if command.takesPaths { specifications.append(quoted("*:path:_files")) }
        let lines = specifications.map { String(repeating: " ", count: 16) + $0 }.joined(separator: " \\\n")
        return "        \(command.name))\n            _arguments -s \\\n\(lines) ;;"
    }

    private func specification(_ option: Option) -> String {
        let help = option.help.filter { !"[]:".contains($0) }
        let value = option.value.placeholder.map { ":\($0):" + (option.value.isFile ? "_files" : "") } ?? ""
        let many = option.repeats ? "*" : ""
        guard let short = option.short else { return quoted("\(many)\(option.name)[\(help)]\(value)") }
        return "'(\(short) \(option.name))'{\(short),\(option.name)}" + quoted("[\(help)]\(value)")
    }

    /// In single quotes, as zsh reads them.
    private func quoted(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
