import CSQLite

extension SQLiteDatabase {
    /// Runs `body` in a transaction that writes: all of it takes effect when `body` returns, nothing when it throws.
    ///
    /// No other process writes meanwhile. Transactions may be nested; an inner one that throws undoes its own part.
    @discardableResult
    package func transaction<Result, Failure: Error>(
        _ body: () throws(Failure) -> Result, orThrow failure: (SQLiteError) -> Failure
    ) throws(Failure) -> Result {
        let isOutermost = sqlite3_get_autocommit(connection.pointer) != 0
        do throws(SQLiteError) {
            try run(isOutermost ? "BEGIN IMMEDIATE" : "SAVEPOINT nested")
        } catch {
            throw failure(error)
        }
        let result: Result
        do throws(Failure) {
            result = try body()
        } catch {
            undo(isOutermost)
            throw error
        }
        do throws(SQLiteError) {
            try run(isOutermost ? "COMMIT" : "RELEASE nested")
        } catch {
            undo(isOutermost)
            throw failure(error)
        }
        return result
    }

    @discardableResult
    package func transaction<Result>(_ body: () throws(SQLiteError) -> Result) throws(SQLiteError) -> Result {
        try transaction(body, orThrow: { $0 })
    }

    /// Some errors have undone everything already; then there is nothing to do.
    private func undo(_ isOutermost: Bool) {
        if sqlite3_get_autocommit(connection.pointer) != 0 { return }
        if isOutermost {
            _ = try? run("ROLLBACK")
        } else {
            _ = try? run("ROLLBACK TO nested")
            _ = try? run("RELEASE nested")
        }
    }
}
