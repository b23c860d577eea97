import Commands

extension Option {
    static let repository = Option(
        "--repo", .file("DIR"), help: "the repository; by default the one that the current folder lies in")
    static let daemon = Option(
        "--daemon", help: "ask the daemon of rlm, which is started if need be, as editors do")
}

extension CommandDeclaration.OptionGroup {
    /// What every verb takes that is about a repository.
    static let common = CommandDeclaration.OptionGroup("Options", [.repository, .json])

    /// The same for what is about proposals.
    static let review = CommandDeclaration.OptionGroup("Options", [.repository, .daemon, .json])
}
