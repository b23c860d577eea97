import SQLiteStore

/// What a user does with the cache as a whole; each step stands for itself and says what went wrong.
package struct CacheMaintenance: Sendable {
    package let folder: CacheFolder

    /// Seconds to wait for other processes.
    private static let patience = 10.0

    package init(_ folder: CacheFolder) {
        self.folder = folder
    }

    package func statistics() throws(CacheError) -> CacheStatistics {
        guard folder.exists else { return CacheStatistics() }
        return try with { (store) throws(SQLiteError) in try store.statistics() }
    }

    /// Removes what is too old or too much.
    /// - Returns: what was there before, and what is left.
    package func prune(
        to limits: CacheLimits
    ) throws(CacheError) -> (before: CacheStatistics, after: CacheStatistics) {
        guard folder.exists else { return (CacheStatistics(), CacheStatistics()) }
        return try with { (store) throws(SQLiteError) in
            let before = try store.statistics()
            try store.database.transaction { () throws(SQLiteError) in
                try store.prune(to: limits, at: milliseconds())
            }
            try store.compact()
            return (before, try store.statistics())
        }
    }

    /// Removes everything, also a database that cannot be read.
    /// - Returns: what was there; nil when that cannot be told.
    package func clear() throws(CacheError) -> CacheStatistics? {
        guard folder.exists else { return CacheStatistics() }
        let store: ReplyStore
        let held: CacheStatistics
        do throws(SQLiteError) {
            store = try ReplyStore(opening: folder, busyTimeout: Self.patience)
            held = try store.statistics()
        } catch {
            // One that others use now is emptied later, never taken from under them.
            if error.kind == .busy { throw CacheError(error) }
            try folder.removeFiles()
            return nil
        }
        try ReplyStore.attempt { () throws(SQLiteError) in
            try store.removeAll()
            try store.compact()
        }
        return held
    }

    private func with<Value>(
        _ body: (ReplyStore) throws(SQLiteError) -> Value
    ) throws(CacheError) -> Value {
        let store = try ReplyStore(folder, busyTimeout: Self.patience)
        return try ReplyStore.attempt { () throws(SQLiteError) in try body(store) }
    }
}
