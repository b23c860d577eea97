import CSQLite
import Glibc

/// An SQLite database that several processes may use at once.
///
/// In write-ahead mode: readers do not wait for a writer, and a writer waits for another for at most the busy timeout.
/// After a crash of the machine the last transactions may be missing, but the file is whole. Not safe for several
/// threads at once: keep it in an actor or a `Mutex`.
package final class SQLiteDatabase {
    let connection: SQLiteConnection
    private var statements: [String: SQLiteStatement] = [:]

    /// Opens the database at `path`, or makes it, readable by its owner alone; the folder has to exist.
    /// - Parameters:
    ///   - migrations: scripts that bring an empty database to its newest form, oldest first. Those that the file has
    ///     not seen run in one transaction. Published scripts never change; new ones are added at the end.
    ///   - busyTimeout: seconds to wait for other processes.
    package init(path: String, migrations: [String], busyTimeout: Double = 10) throws(SQLiteError) {
        // SQLite itself would let everybody read it; its other files get the mode of this one.
        let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        if file >= 0 { close(file) }
        let isReadable = file >= 0 || errno == EACCES || errno == EROFS
        guard isReadable else {
            throw SQLiteError(.cannotOpen, path: path, message: String(cString: strerror(errno)))
        }
        connection = try SQLiteConnection(path, flags: SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX)
        sqlite3_busy_timeout(connection.pointer, Int32(busyTimeout * 1000))
        try useWriteAheadLog(busyTimeout)
        try configure()
        try migrate(migrations)
    }

    /// A database in memory, gone with this object.
    package init(inMemory migrations: [String]) throws(SQLiteError) {
        connection = try SQLiteConnection(
            ":memory:", flags: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX)
        try configure()
        try migrate(migrations)
    }

    private func configure() throws(SQLiteError) {
        try run("PRAGMA synchronous = NORMAL")
        try run("PRAGMA foreign_keys = ON")
    }

    /// Two processes that both change the mode of a new file do not wait for each other by the busy timeout.
    private func useWriteAheadLog(_ busyTimeout: Double) throws(SQLiteError) {
        let pause = 0.01
        var waited = 0.0
        while true {
            do throws(SQLiteError) {
                // Some file systems refuse and keep the old mode, which works as well, only slower.
                if try mode("PRAGMA journal_mode") == "wal" { return }
                _ = try mode("PRAGMA journal_mode = WAL")
                return
            } catch {
                guard error.kind == .busy, waited < busyTimeout else { throw error }
                usleep(UInt32(pause * 1_000_000))
                waited += pause
            }
        }
    }

    private func mode(_ pragma: String) throws(SQLiteError) -> String? {
        try first(pragma) { (row) throws(SQLiteError) in try row.get(0, as: String.self) }
    }

    /// Runs one statement whose rows, if any, do not matter.
    /// - Returns: the number of rows it inserted, changed or deleted.
    @discardableResult
    package func run(_ text: String, _ values: any SQLiteConvertible...) throws(SQLiteError) -> Int {
        let before = sqlite3_total_changes64(connection.pointer)
        try each(text, values) { (_) throws(SQLiteError) in true }
        return Int(sqlite3_total_changes64(connection.pointer) - before)
    }

    /// Runs one query and turns each row into a value.
    package func rows<Value>(
        _ text: String, _ values: any SQLiteConvertible...,
        read: (borrowing SQLiteRow) throws(SQLiteError) -> Value
    ) throws(SQLiteError) -> [Value] {
        var found: [Value] = []
        try each(text, values) { (row) throws(SQLiteError) in
            found.append(try read(row))
            return true
        }
        return found
    }

    /// Runs one query and turns its first row into a value; nil when there is none.
    package func first<Value>(
        _ text: String, _ values: any SQLiteConvertible...,
        read: (borrowing SQLiteRow) throws(SQLiteError) -> Value
    ) throws(SQLiteError) -> Value? {
        var found: Value?
        try each(text, values) { (row) throws(SQLiteError) in
            found = try read(row)
            return false
        }
        return found
    }

    /// Hands each row to `body` until that returns false.
    private func each(
        _ text: String, _ values: [any SQLiteConvertible],
        _ body: (borrowing SQLiteRow) throws(SQLiteError) -> Bool
    ) throws(SQLiteError) {
        let statement = try statement(text)
        defer { statement.reset() }
        try statement.bind(values)
        while try statement.step() {
            if try !body(SQLiteRow(statement, path: connection.path)) { return }
        }
    }

    /// Compiled statements are kept; one whose rows are being read further up is not taken twice.
    private func statement(_ text: String) throws(SQLiteError) -> SQLiteStatement {
        if let known = statements[text], !known.isBusy { return known }
        let statement = try SQLiteStatement(text, connection)
        if statements[text] == nil { statements[text] = statement }
        return statement
    }
}
