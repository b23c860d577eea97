import Commands

extension Option {
    static let repository = Option(
        "--repo", .file("DIR"), help: "the repository; by default the one that the current folder lies in")
    static let json = Option("--json", help: "print a JSON object in place of the text")
}

extension CommandDeclaration.OptionGroup {
    /// What every verb takes that is about a repository.
    static let common = CommandDeclaration.OptionGroup("Options", [.repository, .json])
}
