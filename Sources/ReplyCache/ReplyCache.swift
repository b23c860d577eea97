@preconcurrency import Dispatch
package import Hashing
import SQLiteStore
import Synchronization

/// Replies of earlier calls, on disk, shared by all of the user's processes.
///
/// The database is opened by the first look-up. Reading never waits for a writer; writes are gathered and written on a
/// queue of their own, a few times a second. Whatever is wrong with the database, no call fails by it: the cache then
/// holds nothing, and says so once.
package final class ReplyCache: Sendable {
    private enum Reader {
        case closed
        case open(ReplyStore)
        case failed
    }

    private struct Pending {
        var batch = ReplyBatch()
        var isScheduled = false
    }

    package let folder: CacheFolder
    package let limits: CacheLimits
    private let onProblem: @Sendable (String) -> Void
    private let reader = Mutex(Reader.closed)
    private let writer = Mutex<ReplyStore?>(nil)
    private let pending = Mutex(Pending())
    private let secret = Mutex<SecretDigest?>(nil)
    private let hasFailed = Atomic(false)
    private let queue = DispatchQueue(label: "rlm.cache", qos: .utility)

    /// Seconds to wait for other processes.
    private static let patience = 0.5
    /// Seconds for which writes are gathered.
    private static let pause = 0.2
    /// Bytes of replies that may wait to be written; more are not kept.
    private static let mostPending = 32 << 20

    /// - Parameter onProblem: told once, when the cache cannot be used.
    package init(
        folder: CacheFolder, limits: CacheLimits = CacheLimits(), onProblem: @escaping @Sendable (String) -> Void
    ) {
        self.folder = folder
        self.limits = limits
        self.onProblem = onProblem
    }

    /// What keys digest long texts with; one that nobody else knows where the cache cannot be used.
    package var longTexts: SecretDigest {
        if let known = secret.withLock({ $0 }) { return known }
        let stored = read { (store) throws(SQLiteError) in try store.secret() } ?? SecretDigest()
        return secret.withLock { secret in
            secret = secret ?? stored
            return secret ?? stored
        }
    }

    /// The reply kept for a call; nil when there is none.
    package func reply(for key: ReplyKey) -> String? {
        let now = milliseconds()
        if let fresh = pending.withLock({ $0.batch.replies[key]?.text }) { return fresh }
        let oldest = limits.oldest(at: now)
        let stored = read { (store) throws(SQLiteError) in try store.text(key, madeSince: oldest) } ?? nil
        guard let text = stored else { return nil }
        change { $0.use(key, at: now) }
        return text
    }

    /// Replies to questions of one scope, to be compared by their meaning; empty when there are none.
    package func candidates(in scope: MeaningScope) -> Candidates {
        let oldest = limits.oldest(at: milliseconds())
        let found = read { (store) throws(SQLiteError) in try store.meanings(in: scope, madeSince: oldest) } ?? []
        return Candidates(
            replies: found.compactMap { row in
                Direction(bytes: row.direction).map { (row.key, $0, row.text) }
            })
    }

    /// Notes that one of the candidates was given in place of a call.
    package func noteUse(of key: ReplyKey) {
        change { $0.use(key, at: milliseconds()) }
    }

    /// Keeps what the question of a reply means, which `keep` has kept or is going to.
    package func keep(_ direction: Direction, in scope: MeaningScope, for key: ReplyKey) {
        change { $0.meanings[key] = ReplyBatch.Meaning(scope: scope, direction: direction) }
    }

    /// Keeps a reply; it is written a little later.
    package func keep(_ text: String, model: String, for key: ReplyKey) {
        guard !hasFailed.load(ordering: .relaxed), text.utf8.count <= limits.longestReply else { return }
        change { batch in
            guard batch.bytes + text.utf8.count <= Self.mostPending else { return }
            batch.add(text, model: model, for: key, at: milliseconds())
        }
    }

    /// Writes what is still to be written; returns when that is done or has failed.
    package func flush() async {
        guard pending.withLock({ !$0.batch.isEmpty || $0.isScheduled }) else { return }
        await withCheckedContinuation { continuation in
            queue.async {
                self.writePending()
                continuation.resume()
            }
        }
    }

    /// What `query` finds; nil when the cache cannot be used.
    private func read<Value: Sendable>(_ query: @Sendable (ReplyStore) throws(SQLiteError) -> Value) -> Value? {
        let outcome = reader.withLock { reader -> Result<Value?, CacheError> in
            do throws(CacheError) {
                guard let store = try Self.opened(&reader, folder) else { return .success(nil) }
                return .success(try ReplyStore.attempt { () throws(SQLiteError) in try query(store) })
            } catch {
                reader = .failed
                return .failure(error)
            }
        }
        switch outcome {
        case .success(let value): return value
        case .failure(let error):
            fail(error)
            return nil
        }
    }

    private static func opened(_ reader: inout Reader, _ folder: CacheFolder) throws(CacheError) -> ReplyStore? {
        switch reader {
        case .open(let store): return store
        case .failed: return nil
        case .closed:
            let store = try ReplyStore(folder, busyTimeout: patience)
            reader = .open(store)
            return store
        }
    }

    private func change(_ body: (inout ReplyBatch) -> Void) {
        guard !hasFailed.load(ordering: .relaxed) else { return }
        let isFirst = pending.withLock { pending in
            body(&pending.batch)
            defer { pending.isScheduled = true }
            return !pending.isScheduled
        }
        guard isFirst else { return }
        queue.asyncAfter(deadline: .now() + Self.pause) { self.writePending() }
    }

    private func writePending() {
        let batch = pending.withLock { pending in
            pending.isScheduled = false
            return pending.batch.take()
        }
        guard !batch.isEmpty, !hasFailed.load(ordering: .relaxed) else { return }
        let error = writer.withLock { writer -> CacheError? in
            do throws(CacheError) {
                let store: ReplyStore
                if let known = writer {
                    store = known
                } else {
                    store = try ReplyStore(folder, busyTimeout: Self.patience)
                }
                writer = store
                try ReplyStore.attempt { () throws(SQLiteError) in
                    try store.write(batch, limits: limits, at: milliseconds())
                }
                return nil
            } catch {
                writer = nil
                return error
            }
        }
        if let error { fail(error) }
    }

    private func fail(_ error: CacheError) {
        guard !hasFailed.exchange(true, ordering: .relaxed) else { return }
        pending.withLock { $0.batch = ReplyBatch() }
        onProblem("replies are not cached in this run: \(error)")
    }
}
