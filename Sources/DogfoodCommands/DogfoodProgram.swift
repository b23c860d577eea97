package import Commands

/// `rlm-dogfood`: picks the command, runs it, and turns how it ended into an exit status.
package enum DogfoodProgram {
    /// Runs the program with its arguments, the program's own name left out.
    package static func run(_ arguments: [String]) async -> ExitCode {
        .usage
    }
}
