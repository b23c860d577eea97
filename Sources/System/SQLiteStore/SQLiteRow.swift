import CSQLite

/// One row of a result; valid only inside the call that hands it over.
package struct SQLiteRow: ~Copyable {
    private let statement: SQLiteStatement
    private let path: String

    init(_ statement: SQLiteStatement, path: String) {
        self.statement = statement
        self.path = path
    }

    /// The value of a column, counted from 0.
    /// - Throws: when there is no such column or it holds another type.
    package func get<Value: SQLiteConvertible>(
        _ column: Int, as type: Value.Type = Value.self
    ) throws(SQLiteError) -> Value {
        guard 0..<statement.columnCount ~= column else {
            throw SQLiteError(
                .type, path: path, message: "there is no column \(column)", statement: statement.text)
        }
        guard let value = Value(statement.value(column)) else {
            throw SQLiteError(
                .type, path: path, message: "column \(column) holds no \(Value.self)", statement: statement.text)
        }
        return value
    }
}
