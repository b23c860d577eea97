/// Options that several commands have.
extension Option {
    package static let json = Option("--json", help: "print a JSON object in place of the text")
    static let config = Option("--config", .file("FILE"), help: "read this configuration in place of the user's own")
    static let quiet = Option("--quiet", short: "-q", help: "no progress on standard error")
    static let verbose = Option(
        "--verbose", short: "-v", setting: "terminal.verbose",
        help: "show the code of each step and what it printed")

    /// - Parameter help: what the model is for, and what there is without it.
    package static func model(help: String) -> Option {
        Option("--model", .text("MODEL"), setting: "model.name", help: help)
    }

    package static let subModel = Option(
        "--sub-model", .text("MODEL"), setting: "model.sub-model",
        help: "the model that sub-calls go to (default: the same as --model)")
    package static let baseURL = Option(
        "--base-url", .text("URL"), setting: "model.base-url",
        help: "the address of the provider's server, in place of its own")
    package static let maxCost = Option(
        "--max-cost", .number("DOLLARS"), setting: "limits.max-cost", help: "US dollars for models in all")
}
