package import Configuration

/// A program that answers prompts, and how the prompt reaches it.
package struct ModelCommand: Sendable, Equatable {
    package typealias Input = CommandSettings.Input

    /// The program and its arguments; never empty.
    package var words: [String]
    package var input: Input

    package init(words: [String], input: Input = .text) {
        self.words = words
        self.input = input
    }

    /// The command that a model's name means: a configured one by its name, or else a command line.
    package init(
        parsing text: String, presets: [String: CommandSettings], model: String
    ) throws(ModelError) {
        if let preset = presets[text], !preset.program.isEmpty {
            self.init(words: preset.program, input: preset.input)
            return
        }
        let words: [String]
        do throws(ShellWords.Unfinished) {
            words = try ShellWords.split(text)
        } catch {
            throw ModelError(
                .configuration, model: model, message: "the command line has a \(error.character) without its end.",
                hint: "Quote it as for a shell.")
        }
        if words.isEmpty {
            throw ModelError(
                .configuration, model: model, message: "no program is named.",
                hint: "Write it like 'command/claude -p'.")
        }
        self.init(words: words)
    }
}
