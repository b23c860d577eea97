import CSQLite

/// Owns SQLite's handle of an open database; closed when the database and its statements are gone.
final class SQLiteConnection {
    let pointer: OpaquePointer
    let path: String

    init(_ path: String, flags: Int32) throws(SQLiteError) {
        var pointer: OpaquePointer?
        let code = sqlite3_open_v2(path, &pointer, flags, nil)
        guard code == SQLITE_OK, let pointer else {
            defer { sqlite3_close_v2(pointer) }
            throw SQLiteError(code, pointer, path: path)
        }
        sqlite3_extended_result_codes(pointer, 1)
        (self.pointer, self.path) = (pointer, path)
    }

    deinit { sqlite3_close_v2(pointer) }

    func error(_ code: Int32, _ statement: String?) -> SQLiteError {
        SQLiteError(code, pointer, path: path, statement: statement)
    }
}
