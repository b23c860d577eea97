import CPosix
package import Dispatch
import Glibc

/// Decides about the forks and the signals for which a sandboxed process has to ask.
///
/// A signal is allowed that the process sends to itself; a fork is when `mayFork` says so, which goes back to false then.
/// Used on one queue only.
package final class ForkQuestions {
    /// The process that may fork, and be sent a signal.
    package var process: Int32
    private var permit: Int32 = 0
    private let source: any DispatchSourceRead

    /// - Parameter listener: where the questions come.
    package init(_ listener: Descriptor, process: Int32, queue: DispatchQueue) {
        self.process = process
        source = DispatchSource.makeReadSource(fileDescriptor: listener.number, queue: queue)
        source.setCancelHandler { withExtendedLifetime(listener) {} }
        source.setEventHandler { [unowned self] in
            if cposix_answer_questions(listener.number, self.process, &permit) != 0 { source.cancel() }
        }
        source.activate()
    }

    deinit {
        source.cancel()
    }

    package var mayFork: Bool {
        get { permit != 0 }
        set { permit = newValue ? 1 : 0 }
    }
}
