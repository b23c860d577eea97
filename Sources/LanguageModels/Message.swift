/// One message of a conversation.
package struct Message: Sendable, Equatable, Codable {
    package enum Role: String, Sendable, Codable {
        case system, user, assistant
    }

    package var role: Role
    package var text: String

    package init(_ role: Role, _ text: String) {
        self.role = role
        self.text = text
    }
}
