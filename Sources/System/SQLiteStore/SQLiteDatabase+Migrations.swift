import CSQLite

extension SQLiteDatabase {
    /// Runs the scripts that the database has not seen; `user_version` counts those it has.
    func migrate(_ migrations: [String]) throws(SQLiteError) {
        if try version() == migrations.count { return }
        try transaction { () throws(SQLiteError) in
            // Another process may have been faster.
            let version = try version()
            guard version <= migrations.count else {
                throw SQLiteError(
                    .newer, path: connection.path,
                    message: "it has form \(version), and this program knows forms up to \(migrations.count)")
            }
            for script in migrations[version...] { try runScript(script) }
            try run("PRAGMA user_version = \(migrations.count)")
        }
    }

    private func version() throws(SQLiteError) -> Int {
        try first("PRAGMA user_version") { (row) throws(SQLiteError) in try row.get(0) } ?? 0
    }

    private func runScript(_ script: String) throws(SQLiteError) {
        let code = sqlite3_exec(connection.pointer, script, nil, nil, nil)
        if code != SQLITE_OK { throw connection.error(code, script) }
    }
}
