/// Completions for bash, which need nothing but bash itself.
struct BashCompletions {
    let program: String
    let commands: [CommandDeclaration]

    private var function: String { Shell.function(of: program) }

    var script: String {
        """
        # bash completion for \(program); made by: \(program) completions bash
        \(function)() {
            local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]}
            COMPREPLY=()
            if [ "$COMP_CWORD" -eq 1 ]; then
                COMPREPLY=($(compgen -W "\(commands.map(\.name).joined(separator: " ")) --help --version" -- "$current"))
                return
            fi
            case $previous in
                \(names { $0.isFile }.joined(separator: "|"))) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "$current"); return ;;
                \(names { $0.isText }.joined(separator: "|"))) return ;;
            esac
            case $command in
        \(commands.map(branch).joined(separator: "\n"))
            esac
        }
        complete -F \(function) \(program)

        """
    }

    private func names(_ wanted: (Option.Value) -> Bool) -> [String] {
        Set(commands.flatMap(\.options).filter { wanted($0.value) }.map(\.name)).sorted()
    }

    private func branch(_ command: CommandDeclaration) -> String {
        let words = (command.options.map(\.name) + command.choices).joined(separator: " ")
        let files =
            command.takesPaths
            ? "[[ $current == -* ]] || { compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- \"$current\"); return; }\n"
                + String(repeating: " ", count: 16) : ""
        return """
                    \(command.name))
                        \(files)COMPREPLY=($(compgen -W "\(words)" -- "$current")) ;;
            """
    }
}

extension Option.Value {
    var isFile: Bool { if case .file = self { true } else { false } }
    /// Takes a value that no shell can guess.
    var isText: Bool { self != .none && !isFile }
}
