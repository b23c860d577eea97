package import RLMEngine
import Synchronization

/// Shows a run on standard error: a live view that is drawn again and again, or plain lines, or nothing.
///
/// May be called from any thread; everything written to standard error while a run goes on goes through here, so
/// that lines and the live view never mix.
package final class ProgressDisplay: Sendable {
    private struct State {
        var progress = ProgressState()
        var frame = 0
        /// Rows that the view takes on the screen now.
        var rows = 0
        var closed = false
    }

    private let state = Mutex(State())
    private let terminal: ErrorTerminal
    private let lines: ProgressLines
    private let view: LiveView?
    private let silent: Bool
    private let start = ContinuousClock.now

    /// - Parameters:
    ///   - silent: shows nothing but what `say` is told.
    package init(terminal: ErrorTerminal, silent: Bool, plain: Bool, verbose: Bool) {
        self.terminal = terminal
        let live = !silent && !plain && terminal.isLive
        view = live ? LiveView(capabilities: terminal.capabilities, unicode: terminal.unicode) : nil
        lines = ProgressLines(verbose: verbose, live: live, capabilities: terminal.capabilities)
        self.silent = silent
    }

    /// True where a view is drawn.
    package var isLive: Bool { view != nil }

    /// Takes one event of the run.
    package func handle(_ event: Event) {
        guard !silent else { return }
        state.withLock { state in
            state.progress.update(event)
            let texts = lines.lines(for: event, state.progress)
            guard !texts.isEmpty, !state.closed else { return }
            write(above: texts, &state)
        }
    }

    /// Tells how far the reading of the input is.
    package func reading(files: Int, bytes: Int) {
        state.withLock { $0.progress.activity = .reading(files: files, bytes: bytes) }
    }

    /// Writes a line that stays, whatever the mode.
    package func say(_ text: String) {
        state.withLock { write(above: [text], &$0) }
    }

    /// Draws the view again and again until the task is cancelled; returns at once where there is none.
    package func animate() async {
        guard view != nil else { return }
        while !Task.isCancelled {
            state.withLock { state in
                guard !state.closed else { return }
                terminal.write(erasure(&state) + drawing(&state))
            }
            try? await Task.sleep(for: .milliseconds(100))
        }
    }

    /// Takes the view off the screen for good; lines may still be written.
    package func close() {
        state.withLock { state in
            let erase = erasure(&state)
            if !erase.isEmpty { terminal.write(erase) }
            state.closed = true
        }
    }

    /// As `close`, where the program ends at once and may not wait for anybody.
    package func abandon() {
        _ = state.withLockIfAvailable { state in
            terminal.write(erasure(&state))
            state.closed = true
        }
    }

    private func write(above texts: [String], _ state: inout State) {
        let erase = erasure(&state)
        let redraw = state.closed ? "" : drawing(&state)
        terminal.write(erase + texts.map { $0 + "\n" }.joined() + redraw)
    }

    /// What takes the view off the screen.
    private func erasure(_ state: inout State) -> String {
        guard state.rows > 0, let up = terminal.capabilities.cursorUp, let clear = terminal.capabilities.clearToEnd
        else { return "" }
        defer { state.rows = 0 }
        return terminal.capabilities.carriageReturn + String(repeating: up, count: state.rows) + clear
    }

    /// The view as it is now.
    private func drawing(_ state: inout State) -> String {
        guard let view else { return "" }
        let elapsed = (ContinuousClock.now - start) / .seconds(1)
        let lines = view.lines(
            state.progress, elapsed: elapsed, frame: state.frame, columns: terminal.columns)
        state.frame += 1
        state.rows = lines.count
        return lines.map { $0 + "\n" }.joined()
    }
}
