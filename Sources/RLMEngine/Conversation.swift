import LanguageModels

/// The messages between the engine and a root model; only ever appended to, so that providers' prefix caches hit.
struct Conversation {
    private(set) var messages: [Message]
    /// What was said since the question under way was put, in full, whatever was cut from `messages`.
    private(set) var record: [Message] = []
    /// True when earlier questions stand here as a digest only.
    private(set) var isFolded = false
    private var told = 0
    /// Where the question under way begins: its message, and the characters of that message which belong to earlier ones.
    private let start: (message: Int, characters: Int)
    /// Stands for the earlier questions when they have to make room.
    private let digest: String

    /// Characters that an old observation keeps from each end when the window is full.
    private static let compactedObservation = 600
    /// Stands where an old observation was cut.
    private static let cutMark = "\n… (cut to make room; print it again if it is needed) …\n"

    /// - Parameters:
    ///   - earlier: the messages of earlier questions, the first a user's.
    ///   - digest: those in short.
    init(system: String, earlier: [Message] = [], digest: String = "", opening: String) {
        messages = [Message(.system, system)] + earlier
        self.digest = digest
        let continues = earlier.last?.role == .user
        start = continues ? (earlier.count, (earlier.last?.text.count ?? 0) + 2) : (earlier.count + 1, 0)
        appendUser(opening)
    }

    mutating func appendReply(_ text: String) {
        // Providers refuse empty messages and two of one role in a row.
        append(Message(.assistant, text.trimmed.isEmpty ? "(empty reply)" : text))
    }

    mutating func appendUser(_ text: String) {
        append(Message(.user, text))
    }

    private mutating func append(_ message: Message) {
        messages.append(merging: message)
        record.append(merging: message)
    }

    /// The messages added since this was last called.
    mutating func takeNewMessages() -> [Message] {
        defer { told = messages.count }
        return Array(messages[min(told, messages.count)...])
    }

    var request: ModelRequest { ModelRequest(messages: messages) }

    var estimatedTokens: Int { TokenUsage.estimate(messages: messages, reply: "").prompt }

    /// True while messages of earlier questions could make room.
    var canFold: Bool { !isFolded && (start.message > 1 || start.characters > 0) }

    /// Puts the digest in the place of the earlier questions.
    /// - Returns: false when there are none, or when that was done before.
    mutating func fold() -> Bool {
        guard canFold else { return false }
        isFolded = true
        let opening = messages[start.message].text.dropFirst(start.characters)
        messages.replaceSubrange(1...start.message, with: [Message(.user, digest + "\n\n" + opening)])
        told = min(told, messages.count)
        return true
    }

    /// Cuts old observations short, for a model whose window is full.
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
