import Hashing
import LanguageModels
import SQLiteStore
import Synchronization
import TestSupport

@testable import ReplyCache

/// A cache in a folder of its own, and what it complained about.
final class CacheFixture: Sendable {
    let temporary: TemporaryFolder
    let folder: CacheFolder
    private let told = Mutex<[String]>([])

    init() throws {
        temporary = try TemporaryFolder()
        folder = CacheFolder(path: temporary.path("cache/rlm"))
    }

    /// What caches said of problems.
    var problems: [String] { told.withLock { $0 } }

    /// A new cache over the same folder, as the next process has it.
    func cache(_ limits: CacheLimits = CacheLimits()) -> ReplyCache {
        ReplyCache(folder: folder, limits: limits) { problem in self.told.withLock { $0.append(problem) } }
    }

    /// The database itself, for a look at it or a change behind the cache's back.
    func database() throws -> SQLiteDatabase {
        try SQLiteDatabase(path: folder.database, migrations: ReplyStore.migrations)
    }

    /// Keeps one reply so that it is on disk.
    func keep(_ text: String, under name: String) async {
        let cache = cache()
        cache.keep(text, model: "test/sub", for: key(name))
        await cache.flush()
    }
}

/// The key of a call with this prompt.
func key(_ prompt: String) -> ReplyKey {
    ReplyKey(model: "test/sub", ModelRequest(prompt: prompt), longTexts: SecretDigest())
}
