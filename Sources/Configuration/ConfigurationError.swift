/// A mistake in a configuration file, an environment variable or an option's value.
package struct ConfigurationError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Where it stands: `file:line`, a variable or an option.
    package var place: String
    /// What is wrong, and what would be right.
    package var message: String

    package init(place: String, message: String) {
        self.place = place
        self.message = message
    }

    package init(_ origin: Origin, _ message: String) {
        self.init(place: origin.description, message: message)
    }

    package var description: String { "\(place): \(message)" }
}
