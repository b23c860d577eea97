import JSON

/// A message on its way out.
struct Outgoing: Sendable {
    /// Without the text of one that may be joined.
    private var message: RPCMessage
    /// What `params.text` is.
    private(set) var text: String?
    let delivery: Delivery

    init(_ method: String, _ params: JSONValue, _ delivery: Delivery) {
        self.delivery = delivery
        guard delivery.merging == .joins, case .object(var members) = params, case .string(let text)? = members["text"]
        else {
            message = .notification(method: method, params: params)
            return
        }
        members["text"] = nil
        self.text = text
        message = .notification(method: method, params: .object(members))
    }

    init(_ message: RPCMessage) {
        self.message = message
        delivery = .always
    }

    /// Puts the text of a later message behind this one's, and takes all else from the later one.
    mutating func join(_ later: Outgoing) {
        text?.append(later.text ?? "")
        message = later.message
    }

    var line: [UInt8] {
        guard let text, case .notification(let method, .object(var members)) = message else { return message.line }
        members["text"] = .string(text)
        return RPCMessage.notification(method: method, params: .object(members)).line
    }
}
