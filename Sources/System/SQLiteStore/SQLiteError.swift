import CSQLite

/// A database operation that failed: what was tried, why it failed, and what to do next. Holds no bound value.
package struct SQLiteError: Error, Sendable, Equatable, CustomStringConvertible {
    package enum Kind: Sendable, Equatable {
        /// Another process held the database for longer than the busy timeout.
        case busy
        /// The file cannot be opened or made.
        case cannotOpen
        /// The file or its folder may not be written.
        case readOnly
        /// The disk is full.
        case full
        /// The file is no database, or a damaged one.
        case damaged
        /// The database was made by a newer version of the program.
        case newer
        /// A constraint, such as a unique key, forbids the change.
        case constraint
        /// A column holds a value of another type than was asked for.
        case type
        /// The statement is wrong, or anything else.
        case other
    }

    package let kind: Kind
    /// SQLite's extended result code; 0 when the error is not SQLite's.
    package let code: Int32
    /// The database's file.
    package let path: String
    /// What happened and why.
    package let message: String
    /// The statement, without the values bound to it.
    package let statement: String?

    init(_ kind: Kind, code: Int32 = 0, path: String, message: String, statement: String? = nil) {
        self.kind = kind
        self.code = code
        self.path = path
        self.message = message
        self.statement = statement
    }

    /// The error of a call that returned `code`; `connection` tells more when it made the call.
    init(_ code: Int32, _ connection: OpaquePointer?, path: String, statement: String? = nil) {
        let told = connection.flatMap { sqlite3_errmsg($0) } ?? sqlite3_errstr(code)
        let extended = connection.map { sqlite3_extended_errcode($0) } ?? code
        self.init(
            Self.kind(code), code: extended & 0xFF == code & 0xFF ? extended : code, path: path,
            message: told.map { String(cString: $0) } ?? "error \(code)", statement: statement)
    }

    private static func kind(_ code: Int32) -> Kind {
        switch code & 0xFF {
        case SQLITE_BUSY, SQLITE_LOCKED: .busy
        case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH: .cannotOpen
        case SQLITE_READONLY: .readOnly
        case SQLITE_FULL: .full
        case SQLITE_CORRUPT, SQLITE_NOTADB: .damaged
        case SQLITE_CONSTRAINT: .constraint
        default: .other
        }
    }

    private var hint: String? {
        switch kind {
        case .busy: "Another process is using it; try again when it is done."
        case .cannotOpen: "Check that its folder exists and that you may write there."
        case .readOnly: "Give yourself permission to write the file and its folder."
        case .full: "Free space on the disk."
        case .damaged: "Move the file away; a new one is made then."
        case .newer: "Use the newer version of the program, or move the file away."
        case .constraint, .type, .other: nil
        }
    }

    package var description: String {
        "\(path): \(message)" + (statement.map { " (in: \($0))" } ?? "") + (hint.map { ". \($0)" } ?? "")
    }
}
