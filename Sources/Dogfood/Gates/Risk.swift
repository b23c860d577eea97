/// How closely a person should look, with the reasons.
package struct Risk: Codable, Sendable, Equatable {
    package enum Level: String, Codable, Sendable, CaseIterable { case low, medium, high }

    package var level: Level
    /// One line each; empty for `low`.
    package var reasons: [String]

    package init(level: Level, reasons: [String]) {
        self.level = level
        self.reasons = reasons
    }
}
