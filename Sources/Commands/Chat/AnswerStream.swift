import LanguageModels
import RLMEngine
import Synchronization

/// Prints an answer while it is being written, where the model's reply is the answer itself: line by line, so that
/// nothing in it can steer the terminal.
final class AnswerStream: Sendable {
    private struct State {
        var isAnswer = false
        var pending = ""
        var printed = ""
    }

    private let state = Mutex(State())
    private let write: @Sendable (_ text: String, _ isFirst: Bool) -> Void

    /// - Parameter write: prints text, the first time after making room for it.
    init(write: @escaping @Sendable (_ text: String, _ isFirst: Bool) -> Void) {
        self.write = write
    }

    /// Takes one event of the run.
    func handle(_ event: Event) {
        guard event.depth == 0 else { return }
        switch event.kind {
        case .answering: state.withLock { $0.isAnswer = true }
        case .modelText(let piece): take(piece)
        case .modelReplied: state.withLock { $0.isAnswer = false }
        default: break
        }
    }

    private func take(_ piece: String) {
        let (text, isFirst) = state.withLock { state -> (String, Bool) in
            guard state.isAnswer else { return ("", false) }
            state.pending += piece
            if state.printed.isEmpty { state.pending = String(state.pending.drop(while: \.isWhitespace)) }
            // What is no answer by itself, but submits one, is printed when it is known what it submits.
            if state.printed.isEmpty, ["FINAL", "SUBMIT", "```"].contains(where: state.pending.hasPrefix) {
                state.isAnswer = false
            }
            guard state.isAnswer, let end = state.pending.lastIndex(of: "\n") else { return ("", false) }
            let lines = PlainText.cleaned(state.pending[...end])
            state.pending = String(state.pending[state.pending.index(after: end)...])
            defer { state.printed += lines }
            return (lines, state.printed.isEmpty)
        }
        if !text.isEmpty { write(text, isFirst) }
    }

    var hasPrinted: Bool { state.withLock { !$0.printed.isEmpty } }

    /// What of the whole answer, as it is shown at the end, has not been printed.
    func rest(of whole: String) -> String {
        let printed = state.withLock { $0.printed }
        guard !printed.isEmpty else { return whole }
        if whole.hasPrefix(printed) { return String(whole.dropFirst(printed.count)) }
        let end = printed.reversed().drop(while: \.isWhitespace).count
        return whole == printed.prefix(end) + "\n" ? "" : "\n" + whole
    }
}
