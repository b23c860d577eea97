import LanguageModels

/// The messages between the engine and a root model; only ever appended to, so that providers' prefix caches hit.
struct Conversation {
    private(set) var messages: [Message]
    private var told = 0

    /// Characters that an old observation keeps from each end when the window is full.
    private static let compactedObservation = 600
    /// Stands where an old observation was cut.
    private static let cutMark = "\n… (cut to make room; print it again if it is needed) …\n"

    init(system: String, opening: String) {
        messages = [Message(.system, system), Message(.user, opening)]
    }

    mutating func appendReply(_ text: String) {
        // Providers refuse empty messages and two of one role in a row.
        messages.append(Message(.assistant, text.trimmed.isEmpty ? "(empty reply)" : text))
    }

    mutating func appendUser(_ text: String) {
        if messages.last?.role == .user {
            messages[messages.count - 1].text += "\n\n" + text
        } else {
            messages.append(Message(.user, text))
        }
    }

    /// The messages added since this was last called.
    mutating func takeNewMessages() -> [Message] {
        defer { told = messages.count }
        return Array(messages[told...])
    }

    var request: ModelRequest { ModelRequest(messages: messages) }

    var estimatedTokens: Int { TokenUsage.estimate(messages: messages, reply: "").prompt }

    /// Cuts old observations short, for a model whose window is full; the one case where history changes.
    /// - Returns: false when nothing was left to cut.
    mutating func compact() -> Bool {
        var changed = false
        for index in messages.indices.dropFirst(2).dropLast(2) where messages[index].role == .user {
            let text = messages[index].text
            // What was cut before is this long, and is not cut again.
            guard text.count > Self.compactedObservation * 2 + Self.cutMark.count else { continue }
            messages[index].text =
                text.prefix(Self.compactedObservation) + Self.cutMark + text.suffix(Self.compactedObservation)
            changed = true
        }
        return changed
    }
}
