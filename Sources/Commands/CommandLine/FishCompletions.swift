/// Completions for fish.
struct FishCompletions {
    let program: String
    let commands: [CommandDeclaration]

    var script: String {
        var lines = [
            "# fish completion for \(program); made by: \(program) completions fish", "complete -c \(program) -f",
        ]
        for command in commands {
            lines.append(
                "complete -c \(program) -n __fish_use_subcommand -a \(command.name) -d \(quoted(command.summary))")
        }
        for command in commands {
            let condition = quoted("__fish_seen_subcommand_from \(command.name)")
            for choice in command.choices { lines.append("complete -c \(program) -n \(condition) -a \(choice)") }
            if command.takesPaths { lines.append("complete -c \(program) -n \(condition) -F") }
            lines += command.options.map { "complete -c \(program) -n \(condition) \(flags($0)) -d \(quoted($0.help))" }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func flags(_ option: Option) -> String {
        let short = option.short.map { "-s \($0.dropFirst()) " } ?? ""
        let value = option.value.isFile ? " -r -F" : option.value.isText ? " -x" : ""
        return short + "-l \(option.name.dropFirst(2))" + value
    }

    /// In single quotes, as fish reads them.
    private func quoted(_ text: String) -> String {
        var result = "'"
        for character in text {
            if character == "'" || character == "\\" { result.append("\\") }
            result.append(character)
        }
        return result + "'"
    }
}
