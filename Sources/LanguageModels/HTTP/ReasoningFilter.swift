/// Takes `<think>…</think>` at the start of a reply out of its text, piece by piece.
///
/// Only blocks at the very start are hidden reasoning: the same tags later are text, because a question may be about
/// them. Models whose template opens the block themselves (`opensUnseen`) send only the closing tag; for them nothing
/// is let through until it comes, or until the reply ends without it.
struct ReasoningFilter: Sendable {
    private enum State {
        case start, thinking, unseenStart, text
    }

    private static let tags = [("<think>", "</think>"), ("<thinking>", "</thinking>")]

    private var state: State
    private var held = ""
    /// What was searched for the unseen block's end without finding it: text after all, when none comes.
    private var searched = ""
    private var closingTag = "</think>"

    init(opensUnseen: Bool = false) { state = opensUnseen ? .unseenStart : .start }

    /// The part of the reply's text that `piece` completes; empty when there is none yet.
    mutating func consume(_ piece: String) -> String {
        if state == .text { return piece }
        held += piece
        while true {
            switch state {
            case .text:
                defer { held = "" }
                return held
            case .start:
                guard decideStart() else { return "" }
            case .thinking:
                guard skipThinking() else { return "" }
            case .unseenStart:
                guard let end = held.firstRange(of: "</think>") else {
                    let rest = String(held.suffix("</think>".count - 1))
                    searched += held.dropLast(rest.count)
                    held = rest
                    return ""
                }
                searched = ""
                held = String(held[end.upperBound...])
                state = .start
            }
        }
    }

    /// What is left at the end: text that was held back; reasoning that never closed stays hidden.
    mutating func finish() -> String {
        defer { (searched, held) = ("", "") }
        return state == .thinking ? "" : searched + held
    }

    /// Looks for an opening tag; false when more text is needed to tell.
    private mutating func decideStart() -> Bool {
        let rest = held.drop { $0.isWhitespace }
        if rest.isEmpty { return false }
        for (open, close) in Self.tags where rest.hasPrefix(open) {
            held = String(rest.dropFirst(open.count))
            closingTag = close
            state = .thinking
            return true
        }
        if Self.tags.contains(where: { $0.0.hasPrefix(rest) }) { return false }
        state = .text
        return true
    }

    /// Drops reasoning up to its closing tag; false when that has not come yet.
    private mutating func skipThinking() -> Bool {
        guard let end = held.firstRange(of: closingTag) else {
            held = String(held.suffix(closingTag.count - 1))
            return false
        }
        held = String(held[end.upperBound...])
        state = .start
        return true
    }
}
