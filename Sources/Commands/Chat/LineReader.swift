@preconcurrency import Dispatch
import Glibc

/// Questions by lines from standard input that is no terminal: no prompt, no editing.
struct LineReader: ChatInput {
    private let queue = DispatchQueue(label: "rlm.line-reader")

    func remember(_ entry: String) {}

    func read(_ prompt: String) async -> LineEditor.Input {
        await withCheckedContinuation { continuation in
            queue.async {
                let line = readLine(strippingNewline: true)
                continuation.resume(returning: line.map { .line($0) } ?? .end)
            }
        }
    }
}
