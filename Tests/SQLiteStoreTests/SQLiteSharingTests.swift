import Glibc
import SQLiteStore
import Synchronization
import TestSupport
import Testing

/// Several connections and processes on one file.
@Suite struct SQLiteSharingTests {
    private static let schema = [
        "CREATE TABLE replies (key BLOB PRIMARY KEY, text TEXT NOT NULL, used INTEGER NOT NULL) WITHOUT ROWID",
        "CREATE INDEX replies_used ON replies (used)",
    ]

    @Test func letsReadersGoOnWhileAnotherWrites() throws {
        let folder = try TemporaryFolder()
        let writer = try SQLiteDatabase(path: folder.path("a.db"), migrations: Self.schema)
        let reader = try SQLiteDatabase(path: folder.path("a.db"), migrations: Self.schema, busyTimeout: 0.05)
        try writer.transaction { () throws(SQLiteError) in
            try writer.run("INSERT INTO replies VALUES (x'01', 'new', 1)")
            #expect(try count(reader) == 0)
            let error = #expect(throws: SQLiteError.self) {
                try reader.run("INSERT INTO replies VALUES (x'02', 'other', 1)")
            }
            #expect(error?.kind == .busy)
            #expect(error?.description.contains("Another process is using it") == true)
        }
        #expect(try count(reader) == 1)
    }

    private func count(_ database: SQLiteDatabase) throws(SQLiteError) -> Int? {
        try database.first("SELECT count(*) FROM replies") { (row) throws(SQLiteError) in try row.get(0) }
    }

    @Test(.timeLimit(.minutes(2))) func keepsEveryWriteOfSeveralProcesses() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("a.db")
        // All start on a file that is not there yet, so they also race to make it.
        await withTaskGroup(of: Void.self) { group in
            for process in 0..<4 {
                group.addTask {
                    await #expect(processExitsWith: .success) { [path = path as String, process = process as Int] in
                        let database = try SQLiteDatabase(path: path, migrations: Self.schema, busyTimeout: 60)
                        for number in 0..<50 {
                            try database.transaction { () throws(SQLiteError) in
                                let used: Int? =
                                    try database.first("SELECT max(used) FROM replies") {
                                        (row) throws(SQLiteError) -> Int? in try row.get(0)
                                    } ?? nil
                                try database.run(
                                    "INSERT INTO replies VALUES (?, ?, ?)", [UInt8(process), UInt8(number)],
                                    "reply", (used ?? 0) + 1)
                            }
                        }
                    }
                }
            }
        }
        let database = try SQLiteDatabase(path: path, migrations: Self.schema)
        #expect(try count(database) == 200)
        // Each saw the writes of all before it.
        let highest: Int? = try database.first("SELECT max(used) FROM replies") { (row) throws(SQLiteError) in
            try row.get(0)
        }
        #expect(highest == 200)
    }

    @Test func staysWholeWhenAProcessDiesInTheMiddle() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("a.db")
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            let database = try SQLiteDatabase(path: path, migrations: Self.schema)
            try database.run("INSERT INTO replies VALUES (x'01', 'whole', 1)")
            try database.transaction { () throws(SQLiteError) in
                try database.run("INSERT INTO replies VALUES (x'02', 'half', 2)")
                kill(getpid(), SIGKILL)
            }
        }
        let database = try SQLiteDatabase(path: path, migrations: Self.schema)
        let found = try database.rows("SELECT text FROM replies") { (row) throws(SQLiteError) -> String in
            try row.get(0)
        }
        #expect(found == ["whole"])
        let state: String? = try database.first("PRAGMA integrity_check") { (row) throws(SQLiteError) in try row.get(0)
        }
        #expect(state == "ok")
    }

    /// How a cache that many tasks use would keep its database.
    private final class Store: Sendable {
        private let database: Mutex<SQLiteDatabase>

        init() throws(SQLiteError) {
            database = Mutex(try SQLiteDatabase(inMemory: SQLiteSharingTests.schema))
        }

        func add(_ number: Int) throws {
            _ = try database.withLock { try $0.run("INSERT INTO replies VALUES (?, 'x', 1)", [UInt8(number)]) }
        }

        func count() throws -> Int? {
            try database.withLock {
                try $0.first("SELECT count(*) FROM replies") { (row) throws(SQLiteError) in try row.get(0) }
            }
        }
    }

    @Test func canBeKeptInALock() async throws {
        let store = try Store()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<50 { group.addTask { try store.add(number) } }
            try await group.waitForAll()
        }
        #expect(try store.count() == 50)
    }
}
