import Synchronization

/// Collects a program's reply while it prints it.
final class CommandReply: Sendable {
    private struct State {
        var output = CommandOutput()
        var filter = ReasoningFilter()
        var text = ""
    }

    private let state = Mutex(State())
    private let onText: @Sendable (String) -> Void

    init(onText: @escaping @Sendable (String) -> Void) { self.onText = onText }

    func consume(_ bytes: [UInt8]) {
        hand { state in state.filter.consume(state.output.consume(bytes)) }
    }

    /// The whole text.
    func finish() -> String {
        hand { state in state.filter.consume(state.output.finish()) + state.filter.finish() }
        return state.withLock { $0.text }
    }

    /// Pieces come from one queue, one after another, so they keep their order outside the lock.
    private func hand(_ next: (inout State) -> String) {
        let piece = state.withLock { state in
            let piece = next(&state)
            state.text += piece
            return piece
        }
        if !piece.isEmpty { onText(piece) }
    }
}
