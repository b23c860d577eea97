import Glibc
import SQLiteStore
import TestSupport
import Testing

@Suite struct SQLiteDatabaseTests {
    private static let schema = ["CREATE TABLE things (name TEXT PRIMARY KEY, size INTEGER, note ANY)"]

    private func memory() throws(SQLiteError) -> SQLiteDatabase { try SQLiteDatabase(inMemory: Self.schema) }

    private func names(_ database: SQLiteDatabase) throws(SQLiteError) -> [String] {
        try database.rows("SELECT name FROM things ORDER BY name") { (row) throws(SQLiteError) in try row.get(0) }
    }

    @Test(arguments: [
        SQLiteValue.null, .integer(0), .integer(.max), .integer(.min), .real(0.5), .real(-.infinity), .text(""),
        .text("größe 🙂"), .text("with\0nul"), .blob([]), .blob([0, 255, 0]),
    ])
    func givesBackWhatWasBound(value: SQLiteValue) throws {
        let database = try memory()
        try database.run("INSERT INTO things (name, note) VALUES (?, ?)", "a", value)
        let found = try database.first("SELECT note FROM things") { (row) throws(SQLiteError) -> SQLiteValue in
            try row.get(0)
        }
        #expect(found == value)
    }

    @Test func readsTypedColumns() throws {
        let database = try memory()
        let row: (Int, Double, Bool, String?, String?, [UInt8])? = try database.first(
            "SELECT ?, ?, ?, ?, ?, ?", 7, 2.0, true, String?.none, String?.some("x"), [UInt8]([1, 2])
        ) { (row) throws(SQLiteError) in
            (try row.get(0), try row.get(1), try row.get(2), try row.get(3), try row.get(4), try row.get(5))
        }
        let found = try #require(row)
        #expect(found.0 == 7 && found.1 == 2 && found.2 && found.3 == nil && found.4 == "x" && found.5 == [1, 2])
    }

    @Test func turnsNoTypeIntoAnother() throws {
        let database = try memory()
        func read<Value: SQLiteConvertible>(_ expression: String, as type: Value.Type, at column: Int = 0) -> String? {
            do throws(SQLiteError) {
                _ = try database.first("SELECT \(expression)") { (row) throws(SQLiteError) in
                    try row.get(column, as: type)
                }
                return nil
            } catch {
                return error.kind == .type ? error.message : "another error"
            }
        }
        #expect(read("'7'", as: Int.self) == "column 0 holds no Int")
        #expect(read("NULL", as: String.self) == "column 0 holds no String")
        #expect(read("7", as: String.self) == "column 0 holds no String")
        #expect(read("2", as: Bool.self) == "column 0 holds no Bool")
        #expect(read("1", as: Int.self, at: 1) == "there is no column 1")
        #expect(read("7", as: Double.self) == nil)
        #expect(read("NULL", as: Int?.self) == nil)
    }

    @Test func countsWhatItChanged() throws {
        let database = try memory()
        #expect(try database.run("INSERT INTO things (name) VALUES ('a'), ('b'), ('c')") == 3)
        #expect(try database.run("UPDATE things SET size = 1 WHERE name > 'a'") == 2)
        #expect(try database.run("DELETE FROM things WHERE name = 'nothing'") == 0)
    }

    @Test func runsTheSameStatementWhileItsRowsAreRead() throws {
        let database = try memory()
        try database.run("INSERT INTO things (name) VALUES ('a'), ('b')")
        let pairs = try database.rows("SELECT name FROM things ORDER BY name") { (row) throws(SQLiteError) in
            let name: String = try row.get(0)
            return try names(database).map { name + $0 }
        }
        #expect(pairs == [["aa", "ab"], ["ba", "bb"]])
    }

    @Test func neverMistakesAValueForSQL() throws {
        let database = try memory()
        let name = "'); DROP TABLE things; --"
        try database.run("INSERT INTO things (name) VALUES (?)", name)
        #expect(try names(database) == [name])
    }

    @Test func refusesWrongStatementsWithoutTellingValues() throws {
        let database = try memory()
        func failure(_ text: String, _ values: any SQLiteConvertible...) -> SQLiteError? {
            do throws(SQLiteError) {
                switch values.count {
                case 0: try database.run(text)
                case 1: try database.run(text, values[0])
                default: try database.run(text, values[0], values[1])
                }
                return nil
            } catch {
                return error
            }
        }
        #expect(failure("SELECT missing")?.message == "no such column: missing")
        #expect(failure("SELECT ?")?.message == "0 values for 1 parameters")
        #expect(failure("SELECT ?", 1, 2)?.message == "2 values for 1 parameters")
        #expect(failure("SELECT 1; SELECT 2")?.message == "not exactly one statement")
        #expect(failure("SELECT 1; ") == nil)
        #expect(failure("  ")?.message == "not exactly one statement")
        #expect(failure("INSERT INTO things (name) VALUES (?)", "secret") == nil)
        let twice = failure("INSERT INTO things (name) VALUES (?)", "secret")
        #expect(twice?.kind == .constraint)
        #expect(twice?.description.contains("secret") == false)
    }

    @Test func undoesATransactionThatThrows() throws {
        struct Stop: Error {}
        let database = try memory()
        #expect(throws: Stop.self) {
            try database.transaction(
                { () throws(any Error) in
                    try database.run("INSERT INTO things (name) VALUES ('a')")
                    throw Stop()
                }, orThrow: { $0 })
        }
        #expect(try names(database) == [])
        try database.transaction { () throws(SQLiteError) in try database.run("INSERT INTO things (name) VALUES ('b')")
        }
        #expect(try names(database) == ["b"])
    }

    @Test func undoesAnInnerTransactionAlone() throws {
        let database = try memory()
        try database.transaction { () throws(SQLiteError) in
            try database.run("INSERT INTO things (name) VALUES ('outer')")
            _ = try? database.transaction { () throws(SQLiteError) in
                try database.run("INSERT INTO things (name) VALUES ('inner')")
                try database.run("INSERT INTO things (name) VALUES ('inner')")
            }
            try database.transaction { () throws(SQLiteError) in
                try database.run("INSERT INTO things (name) VALUES ('second')")
            }
        }
        #expect(try names(database) == ["outer", "second"])
    }

    @Test func bringsAnOldDatabaseToItsNewestForm() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("a.db")
        do {
            let database = try SQLiteDatabase(path: path, migrations: Self.schema)
            try database.run("INSERT INTO things (name) VALUES ('kept')")
        }
        let newer =
            Self.schema + [
                "ALTER TABLE things ADD COLUMN color TEXT DEFAULT 'red'; CREATE TABLE more (x); INSERT INTO more VALUES (1)"
            ]
        for _ in 0..<2 {
            let database = try SQLiteDatabase(path: path, migrations: newer)
            let found = try database.rows("SELECT name || color || (SELECT count(*) FROM more) FROM things") {
                (row) throws(SQLiteError) -> String in try row.get(0)
            }
            #expect(found == ["keptred1"])
        }
        let error = #expect(throws: SQLiteError.self) { try SQLiteDatabase(path: path, migrations: Self.schema) }
        #expect(error?.kind == .newer)
        #expect(error?.description.contains("Use the newer version") == true)
    }

    @Test func changesNothingWhenAMigrationFails() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("a.db")
        let broken = Self.schema + ["CREATE TABLE more (x); CREATE TABLE things (x)"]
        #expect(throws: SQLiteError.self) { try SQLiteDatabase(path: path, migrations: broken) }
        let database = try SQLiteDatabase(path: path, migrations: [])
        let tables: Int? = try database.first("SELECT count(*) FROM sqlite_master") { (row) throws(SQLiteError) in
            try row.get(0)
        }
        #expect(tables == 0)
    }

    @Test func isReadableByItsOwnerAlone() throws {
        let folder = try TemporaryFolder()
        let database = try SQLiteDatabase(path: folder.path("a.db"), migrations: Self.schema)
        try database.run("INSERT INTO things (name) VALUES ('a')")
        for name in ["a.db", "a.db-wal", "a.db-shm"] {
            var status = stat()
            #expect(stat(folder.path(name), &status) == 0, "\(name)")
            #expect(status.st_mode & 0o777 == 0o600, "\(name)")
        }
    }

    @Test func saysWhatIsWrongWithAFile() throws {
        let folder = try TemporaryFolder()
        func failure(_ path: String) -> SQLiteError? {
            do throws(SQLiteError) {
                _ = try SQLiteDatabase(path: path, migrations: Self.schema)
                return nil
            } catch {
                return error
            }
        }
        let text = try folder.write(String(repeating: "no database\n", count: 200), to: "text.db")
        #expect(failure(text)?.kind == .damaged)
        #expect(
            failure(text)?.description == "\(text): file is not a database (in: PRAGMA journal_mode). Move the file "
                + "away; a new one is made then.")
        #expect(failure(folder.path("nowhere/a.db"))?.kind == .cannotOpen)
        #expect(failure(folder.path("nowhere/a.db"))?.description.contains("folder exists") == true)
        #expect(failure(folder.path)?.kind == .cannotOpen)
    }

    @Test func saysThatAFileMayNotBeWritten() async throws {
        let folder = try TemporaryFolder()
        do {
            let database = try SQLiteDatabase(path: folder.path("a.db"), migrations: Self.schema)
            try database.run("INSERT INTO things (name) VALUES ('a')")
        }
        chmod(folder.path("a.db"), 0o444)
        chmod(folder.path, 0o555)
        defer { chmod(folder.path, 0o755) }
        // As another user, since root may write everything.
        await #expect(processExitsWith: .success) { [path = folder.path("a.db") as String] in
            if geteuid() == 0 { setuid(65534) }
            do throws(SQLiteError) {
                let database = try SQLiteDatabase(path: path, migrations: Self.schema)
                try database.run("INSERT INTO things (name) VALUES ('b')")
                exit(1)
            } catch {
                exit([.readOnly, .cannotOpen].contains(error.kind) ? 0 : 2)
            }
        }
    }

    @Test func saysThatTheDiskIsFull() throws {
        let database = try memory()
        try database.run("PRAGMA max_page_count = 10")
        let error = #expect(throws: SQLiteError.self) {
            try database.run("INSERT INTO things (name, note) VALUES ('a', zeroblob(1000000))")
        }
        #expect(error?.kind == .full)
        #expect(error?.description.contains("Free space") == true)
    }
}
