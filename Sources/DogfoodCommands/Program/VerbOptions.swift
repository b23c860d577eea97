import Commands

extension Option {
    static let repository = Option(
        "--repo", .file("DIR"), help: "the repository; by default the one that the current folder lies in")
}

extension CommandDeclaration.OptionGroup {
    /// What every verb takes that is about a repository.
    static let common = CommandDeclaration.OptionGroup("Options", [.repository, .json])
}
