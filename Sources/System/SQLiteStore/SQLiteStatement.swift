import CSQLite

/// A compiled statement; owns SQLite's handle, and its database's connection is open as long as it lives.
///
/// Used by one thread at a time, as its database.
final class SQLiteStatement {
    private let pointer: OpaquePointer
    private let connection: SQLiteConnection
    let text: String

    init(_ text: String, _ connection: SQLiteConnection) throws(SQLiteError) {
        var pointer: OpaquePointer?
        var isFollowed = false
        let code = text.withCString { start in
            var rest: UnsafePointer<CChar>?
            defer { isFollowed = rest.map { String(cString: $0).contains { !$0.isWhitespace && $0 != ";" } } ?? false }
            return sqlite3_prepare_v3(
                connection.pointer, start, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &pointer, &rest)
        }
        guard code == SQLITE_OK, let pointer, !isFollowed else {
            sqlite3_finalize(pointer)
            if code != SQLITE_OK { throw connection.error(code, text) }
            throw SQLiteError(.other, path: connection.path, message: "not exactly one statement", statement: text)
        }
        (self.pointer, self.connection, self.text) = (pointer, connection, text)
    }

    deinit { sqlite3_finalize(pointer) }

    /// True while its rows are being read.
    var isBusy: Bool { sqlite3_stmt_busy(pointer) != 0 }

    var columnCount: Int { Int(sqlite3_column_count(pointer)) }

    /// Binds `values` to the parameters, in order; their number has to be that of the parameters.
    func bind(_ values: [any SQLiteConvertible]) throws(SQLiteError) {
        let expected = Int(sqlite3_bind_parameter_count(pointer))
        guard values.count == expected else {
            throw SQLiteError(
                .other, path: connection.path, message: "\(values.count) values for \(expected) parameters",
                statement: text)
        }
        for (index, value) in values.enumerated() {
            let code = bind(value.sqliteValue, Int32(index + 1))
            if code != SQLITE_OK { throw connection.error(code, text) }
        }
    }

    private func bind(_ value: SQLiteValue, _ index: Int32) -> Int32 {
        switch value {
        case .null: return sqlite3_bind_null(pointer, index)
        case .integer(let number): return sqlite3_bind_int64(pointer, index, number)
        case .real(let number): return sqlite3_bind_double(pointer, index, number)
        case .text(var text):
            return text.withUTF8 { bytes in
                // A null pointer would bind NULL.
                guard let start = bytes.baseAddress else { return csqlite_bind_text(pointer, index, "", 0) }
                return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
                    csqlite_bind_text(pointer, index, $0, UInt64(bytes.count))
                }
            }
        case .blob(let bytes):
            return bytes.withUnsafeBytes { csqlite_bind_blob(pointer, index, $0.baseAddress, UInt64($0.count)) }
        }
    }

    /// Goes to the next row; false when there is none.
    func step() throws(SQLiteError) -> Bool {
        switch sqlite3_step(pointer) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code: throw connection.error(code, text)
        }
    }

    /// Makes the statement ready to run again and forgets what was bound.
    func reset() {
        sqlite3_reset(pointer)
        sqlite3_clear_bindings(pointer)
    }

    /// The value of a column of the current row.
    func value(_ column: Int) -> SQLiteValue {
        let column = Int32(column)
        switch sqlite3_column_type(pointer, column) {
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(pointer, column))
        case SQLITE_FLOAT: return .real(sqlite3_column_double(pointer, column))
        case SQLITE_TEXT:
            let start = sqlite3_column_text(pointer, column)
            let count = Int(sqlite3_column_bytes(pointer, column))
            return .text(String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self))
        case SQLITE_BLOB:
            let start = sqlite3_column_blob(pointer, column)
            let count = Int(sqlite3_column_bytes(pointer, column))
            return .blob([UInt8](UnsafeRawBufferPointer(start: start, count: count)))
        default: return .null
        }
    }
}
