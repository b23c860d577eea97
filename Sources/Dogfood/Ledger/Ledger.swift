import Glibc
import Synchronization

/// The records of one repository: what was tried, proposed, decided and landed.
///
/// Any number of processes may read it and decide on proposals; only the one that holds the `RunLock` works on runs.
package final class Ledger: Sendable {
    /// What may be done while nobody else adds records.
    package struct Transaction {
        fileprivate var journal: Journal
        package fileprivate(set) var state = LedgerState()

        /// Adds a record; it is on the disk when this returns.
        package mutating func append(_ record: LedgerRecord) throws(LedgerError) {
            let entry = try journal.append(record)
            state.apply(entry.record, at: entry.time)
        }

        fileprivate mutating func catchUp() throws(LedgerError) {
            for entry in try journal.news() { state.apply(entry.record, at: entry.time) }
        }
    }

    package let folder: DogfoodFolder
    package let artifacts: ArtifactStore
    private let content: Mutex<Transaction>

    /// Opens the records and reads all of them.
    /// - Throws: also when they are damaged.
    package init(_ folder: DogfoodFolder) throws(LedgerError) {
        self.folder = folder
        artifacts = ArtifactStore(folder)
        var content = Transaction(journal: try Journal(folder.journal))
        try content.catchUp()
        self.content = Mutex(content)
    }

    /// What the records add up to now, with what other processes have added.
    package var state: LedgerState {
        get throws(LedgerError) {
            try content.withLock { content throws(LedgerError) in
                try content.catchUp()
                return content.state
            }
        }
    }

    /// Adds a record; it is on the disk when this returns.
    package func append(_ record: LedgerRecord) throws {
        try transaction { transaction in try transaction.append(record) }
    }

    /// Looks at the state and adds records that follow from it, while no other process can add any.
    package func transaction<Result: Sendable>(_ body: (inout Transaction) throws -> Result) throws -> Result {
        try content.withLock { content in
            try content.journal.lock()
            defer { content.journal.unlock() }
            try content.catchUp()
            return try body(&content)
        }
    }

    /// Begins a run and returns its name.
    ///
    /// Runs that a process did not bring to an end are over: whoever calls this holds the lock.
    package func beginRun(base: String, analyst: String, focus: String?) throws -> String {
        try transaction { transaction in
            for run in transaction.state.openRuns {
                try transaction.append(.runEnded(run: run.id, outcome: .interrupted))
            }
            let run = transaction.state.nextRun
            try transaction.append(
                .runStarted(run: run, base: base, analyst: analyst, focus: focus, process: getpid()))
            return run
        }
    }
}
