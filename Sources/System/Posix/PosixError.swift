import Glibc

/// A system call that failed.
package struct PosixError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The `errno`.
    package let code: Int32
    /// The system call's name.
    package let call: String
    /// What it was done to or for, such as a path; empty when there is nothing to add.
    package let context: String

    package init(code: Int32, call: String, context: String = "") {
        self.code = code
        self.call = call
        self.context = context
    }

    /// The system's words for `code`, such as "No such file or directory".
    package var reason: String {
        guard let text = strerror(code) else { return "error \(code)" }
        return String(cString: text)
    }

    package var description: String {
        context.isEmpty ? "\(call): \(reason)" : "\(context): \(reason) (\(call))"
    }

    /// Throws unless `code`, an errno that a call returned, is 0.
    package static func check(_ code: Int32, _ call: String, _ context: String = "") throws(PosixError) {
        if code != 0 { throw PosixError(code: code, call: call, context: context) }
    }

    /// The error of a call that returned -1; to be made right after it, before `errno` changes.
    package static func last(_ call: String, _ context: String = "") -> PosixError {
        PosixError(code: errno, call: call, context: context)
    }
}
