/// An option, declared once: parsing, help and completions all follow from this.
package struct Option: Sendable {
    /// What an option takes after its name.
    package enum Value: Sendable, Equatable {
        /// Nothing: the option is given or not.
        case none
        case text(String)
        /// A whole number, or a number with a fraction.
        case integer(String)
        case number(String)
        /// A path of a file, which shells complete.
        case file(String)

        /// What help calls the value.
        var placeholder: String? {
            switch self {
            case .none: nil
            case .text(let name), .integer(let name), .number(let name), .file(let name): name
            }
        }
    }

    /// With its dashes, such as `--max-cost`.
    package let name: String
    /// One letter, such as `-q`.
    package let short: String?
    package let value: Value
    /// May be given several times.
    package let repeats: Bool
    /// The setting that the option stands for, such as `["limits", "max-cost"]`.
    package let setting: [String]?
    package let help: String

    package init(
        _ name: String, short: String? = nil, _ value: Value = .none, repeats: Bool = false, setting: String? = nil,
        help: String
    ) {
        self.name = name
        self.short = short
        self.value = value
        self.repeats = repeats
        self.setting = setting.map { $0.split(separator: ".").map(String.init) }
        self.help = help
    }

    package static let help = Option("--help", short: "-h", help: "show this help")
}
