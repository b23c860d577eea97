import Glibc
import Hashing
import SQLiteStore

/// The database of replies as one connection sees it; used by one thread at a time.
///
/// It holds no prompt: a reply is found by the digest of its call, or by the direction of its question among those of
/// one scope. Times are milliseconds since 1970.
final class ReplyStore {
    static let migrations = [
        """
        CREATE TABLE replies (
            id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, model TEXT NOT NULL, text TEXT NOT NULL,
            made INTEGER NOT NULL, used INTEGER NOT NULL, uses INTEGER NOT NULL);
        CREATE INDEX replies_used ON replies (used);
        CREATE INDEX replies_made ON replies (made);
        """,
        """
        CREATE TABLE meanings (
            key BLOB PRIMARY KEY REFERENCES replies (key) ON DELETE CASCADE,
            scope BLOB NOT NULL, direction BLOB NOT NULL);
        CREATE INDEX meanings_scope ON meanings (scope);
        """,
        "CREATE TABLE secret (value BLOB NOT NULL)",
    ]

    let database: SQLiteDatabase

    /// - Parameter busyTimeout: seconds to wait for other processes.
    convenience init(_ folder: CacheFolder, busyTimeout: Double) throws(CacheError) {
        try folder.prepare()
        do throws(SQLiteError) { try self.init(opening: folder, busyTimeout: busyTimeout) } catch {
            throw CacheError(error)
        }
    }

    /// Opens the database in a folder that is there.
    init(opening folder: CacheFolder, busyTimeout: Double) throws(SQLiteError) {
        database = try SQLiteDatabase(
            path: folder.database, migrations: Self.migrations, busyTimeout: busyTimeout)
    }

    static func attempt<Value>(_ body: () throws(SQLiteError) -> Value) throws(CacheError) -> Value {
        do throws(SQLiteError) { return try body() } catch { throw CacheError(error) }
    }

    /// The text kept under a key, unless it was made before `oldest`.
    func text(_ key: ReplyKey, madeSince oldest: Int64) throws(SQLiteError) -> String? {
        try database.first("SELECT text FROM replies WHERE key = ? AND made >= ?", key, oldest) {
            (row) throws(SQLiteError) in try row.get(0)
        }
    }

    /// What long texts are digested with, made by the process that asks first.
    func secret() throws(SQLiteError) -> SecretDigest {
        let known = { () throws(SQLiteError) -> SecretDigest? in
            try self.database.first("SELECT value FROM secret") { (row) throws(SQLiteError) in
                SecretDigest(secret: try row.get(0))
            } ?? nil
        }
        if let secret = try known() { return secret }
        let new = SecretDigest()
        try database.run("INSERT INTO secret SELECT ? WHERE NOT EXISTS (SELECT 1 FROM secret)", new.secret)
        return try known() ?? new
    }

    /// What was asked in a scope, the newest first, and the replies.
    func meanings(
        in scope: MeaningScope, madeSince oldest: Int64
    ) throws(SQLiteError) -> [(key: ReplyKey, direction: [UInt8], text: String)] {
        try database.rows(
            """
            SELECT key, direction, text FROM meanings JOIN replies USING (key)
            WHERE scope = ? AND made >= ? ORDER BY id DESC LIMIT 100
            """, scope.bytes, oldest
        ) { (row) throws(SQLiteError) in (try row.get(0), try row.get(1), try row.get(2)) }
    }

    /// Writes all of a batch at once, and makes room for it.
    func write(_ batch: ReplyBatch, limits: CacheLimits, at now: Int64) throws(SQLiteError) {
        try database.transaction { () throws(SQLiteError) in
            for (key, reply) in batch.replies {
                try database.run(
                    """
                    INSERT INTO replies (key, model, text, made, used, uses) VALUES (?, ?, ?, ?, ?, 0)
                    ON CONFLICT (key) DO UPDATE SET
                        text = excluded.text, made = excluded.made, used = max(used, excluded.used)
                    """, key, reply.model, reply.text, now, reply.used)
            }
            for (key, meaning) in batch.meanings {
                // The reply may be gone already, or never have been kept.
                try database.run(
                    """
                    INSERT OR REPLACE INTO meanings (key, scope, direction)
                    SELECT key, ?, ? FROM replies WHERE key = ?
                    """, meaning.scope.bytes, meaning.direction.bytes, key)
            }
            for (key, use) in batch.uses {
                try database.run(
                    "UPDATE replies SET used = max(used, ?), uses = uses + ? WHERE key = ?", use.last, use.count, key)
            }
            try prune(to: limits, at: now)
        }
    }

    /// Removes what is too old, and then what was not used for longest until the rest fits.
    func prune(to limits: CacheLimits, at now: Int64) throws(SQLiteError) {
        try database.run("DELETE FROM replies WHERE made < ?", limits.oldest(at: now))
        guard try bytes() > limits.bytes else { return }
        // Somewhat below the limit, or every batch would have to prune.
        let goal = limits.bytes / 20 * 19
        var left = try number("SELECT count(*) FROM replies")
        while case let bytes = try bytes(), bytes > goal, left > 0 {
            // As many as would be too much if all were of one size, a few at least.
            let surplus = max(8, Int(Double(left) * Double(bytes - goal) / Double(bytes)))
            left -= try database.run(
                "DELETE FROM replies WHERE id IN (SELECT id FROM replies ORDER BY used, id LIMIT ?)", surplus)
        }
    }

    func removeAll() throws(SQLiteError) {
        try database.run("DELETE FROM replies")
    }

    /// Gives free pages back to the disk.
    func compact() throws(SQLiteError) {
        try database.run("VACUUM")
        try database.run("PRAGMA wal_checkpoint(TRUNCATE)")
    }

    func statistics() throws(SQLiteError) -> CacheStatistics {
        var statistics = CacheStatistics()
        statistics.bytes = try bytes()
        let oldest: Int64?? = try database.first("SELECT min(made) FROM replies") {
            (row) throws(SQLiteError) -> Int64? in try row.get(0)
        }
        statistics.oldest = (oldest ?? nil).map { Double($0) / 1000 }
        statistics.models = try database.rows(
            "SELECT model, count(*), sum(uses) FROM replies GROUP BY model ORDER BY 2 DESC, 1"
        ) { (row) throws(SQLiteError) in
            CacheStatistics.Model(name: try row.get(0), replies: try row.get(1), uses: try row.get(2))
        }
        return statistics
    }

    /// Bytes that the pages in use take, those of a transaction under way included.
    private func bytes() throws(SQLiteError) -> Int {
        let pages = try number("PRAGMA page_count") - (try number("PRAGMA freelist_count"))
        return pages * (try number("PRAGMA page_size"))
    }

    private func number(_ query: String) throws(SQLiteError) -> Int {
        try database.first(query) { (row) throws(SQLiteError) in try row.get(0) } ?? 0
    }
}

extension CacheLimits {
    /// The time before which replies are too old.
    func oldest(at now: Int64) -> Int64 { now - Int64(min(age, 1e12) * 1000) }
}

/// Milliseconds since 1970.
func milliseconds() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
}
