import CLineEdit
@preconcurrency import Dispatch
import Glibc
import Posix

/// Lines typed at a terminal, with editing, a history and completion; shown on standard error.
///
/// `@unchecked Sendable`: the editor is used on `queue` only, whose thread may wait for as long as a person thinks.
final class LineEditor: @unchecked Sendable {
    enum Input: Sendable, Equatable {
        case line(String)
        /// Ctrl-D on an empty line, or the terminal is gone.
        case end
        /// `wake` was called.
        case woken
    }

    /// What to insert at the cursor and what to list below, for the text before the cursor.
    typealias Completion = @Sendable (_ before: String) -> (inserted: String, listed: [String])

    /// Reached from C, by an address.
    private final class Completer {
        let complete: Completion
        init(_ complete: @escaping Completion) { self.complete = complete }
    }

    private let queue = DispatchQueue(label: "rlm.line-editor")
    private let waking: Descriptor
    private let woken: Descriptor
    private let completer: Completer
    private let editor: OpaquePointer

    /// - Parameter marksPastes: the terminal can tell what is pasted from what is typed.
    /// - Returns: nil when there is no memory for it.
    init?(marksPastes: Bool, complete: @escaping Completion) throws(PosixError) {
        (woken, waking) = try Descriptor.pipe()
        try woken.setNonblocking()
        completer = Completer(complete)
        let context = Unmanaged.passUnretained(completer).toOpaque()
        let opened = clineedit_open(
            woken.number, marksPastes ? 1 : 0,
            { context, before in
                guard let context, let before else { return clineedit_offer(inserted: nil, listed: nil) }
                let completer = Unmanaged<Completer>.fromOpaque(context).takeUnretainedValue()
                let (inserted, listed) = completer.complete(String(cString: before))
                return clineedit_offer(
                    inserted: strdup(inserted), listed: listed.isEmpty ? nil : strdup(listed.joined(separator: "\n")))
            }, context)
        guard let opened else { return nil }
        editor = opened
    }

    deinit { clineedit_close(editor) }

    /// Reads one line.
    func read(_ prompt: String) async -> Input {
        await withCheckedContinuation { continuation in
            queue.async {
                var line: UnsafePointer<CChar>?
                let result = prompt.withCString { clineedit_read(self.editor, $0, &line) }
                switch Int(result) {
                case CLINEEDIT_LINE:
                    continuation.resume(returning: .line(line.map { String(cString: $0) } ?? ""))
                case CLINEEDIT_WOKEN: continuation.resume(returning: .woken)
                default: continuation.resume(returning: .end)
                }
            }
        }
    }

    /// Ends a reading early, from any thread.
    func wake() {
        var byte: UInt8 = 1
        _ = write(waking.number, &byte, 1)
    }

    /// Adds a line to those that the arrow keys bring back.
    func remember(_ line: String) {
        queue.async { clineedit_remember(self.editor, line) }
    }
}
