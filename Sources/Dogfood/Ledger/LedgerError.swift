package import Posix

/// Why the records cannot be read or added to.
package enum LedgerError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Another process works on this repository.
    case busy(RunLock.Holder?)
    /// A line of the journal is not what was written there.
    case damaged(journal: String, line: Int, why: String)
    /// An artifact is missing or is not what its name says.
    case artifact(String, why: String)
    case system(PosixError)

    package var description: String {
        switch self {
        case .busy(let holder):
            let who = holder.map { ": \($0.command), process \($0.process)" } ?? ""
            return "another rlm-dogfood is at work on this repository\(who). "
                + "Wait until it is done, or end it with: rlm-dogfood stop"
        case .damaged(let journal, let line, let why):
            return "line \(line) of \(journal) \(why), so nothing after it can be trusted. "
                + "Put back a copy of the file, or move it away to begin with an empty one"
        case .artifact(let name, let why):
            return "the artifact \(name.prefix(12)) \(why); the gates have to run again to make it"
        case .system(let error):
            return "the records of rlm-dogfood cannot be kept: \(error)"
        }
    }
}
