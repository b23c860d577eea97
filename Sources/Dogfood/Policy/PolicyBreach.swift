/// Something about a change that the policy refuses.
struct PolicyBreach: Sendable, Equatable, CustomStringConvertible {
    /// Nil when it is about the change as a whole.
    let path: String?
    /// What it is and what would be right; without a full stop.
    let reason: String

    /// In one line, with what does not print of the path made visible.
    var description: String { path.map { "\(Self.visible($0)): \(reason)" } ?? reason }

    private static func visible(_ path: String) -> String {
        String(String.UnicodeScalarView(path.unicodeScalars.map { $0.properties.isPrintable ? $0 : "?" }))
    }
}

extension Unicode.Scalar.Properties {
    /// False for what shows nothing or changes how its neighbours show.
    var isPrintable: Bool {
        switch generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .surrogate, .privateUse: false
        default: true
        }
    }
}
