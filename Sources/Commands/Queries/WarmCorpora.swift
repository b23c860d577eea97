import Corpus
@preconcurrency import Dispatch
import Posix
import Synchronization

/// Corpora that were read and are kept for the next question about the same files: while those are as they were, they
/// are not read again, and what several questions want at once is read once.
final class WarmCorpora: Sendable {
    /// What is read, and what of it is left out.
    private struct Key: Hashable {
        let input: QueryInput
        let include: [String]
        let exclude: [String]
        let noIgnore: Bool

        init(_ input: QueryInput, _ options: CorpusOptions) {
            self.input = input
            (include, exclude, noIgnore) = (options.include, options.exclude, options.noIgnore)
        }
    }

    private struct Entry {
        let corpus: Corpus
        let footprint: WatchedFootprint
        var used: ContinuousClock.Instant
    }

    private struct State {
        var entries: [Key: Entry] = [:]
        /// What is being read, and who waits for it.
        var readings: [Key: [AsyncStream<Never>.Continuation]] = [:]
    }

    /// Bytes of text that are kept in all.
    private let most: Int
    private let state = Mutex(State())

    init(most: Int) { self.most = most }

    /// The corpus of an input as the disk is now.
    func corpus(for input: QueryInput, _ options: CorpusOptions) async throws -> Corpus {
        // What is not on disk alone is never kept.
        guard input.isOnDisk else { return try await Self.read(input, options) }
        let key = Key(input, options)
        if let corpus = await unchanged(key) { return corpus }
        var others = begin(key)
        if let end = others {
            for await _ in end {}
            try Task.checkCancellation()
            if let corpus = await unchanged(key) { return corpus }
            others = begin(key)
        }
        let isKnown = others == nil
        defer { if isKnown { end(key) } }
        let corpus = try await Self.read(input, options)
        keep(corpus, key)
        return corpus
    }

    /// What is kept, the latest used first.
    var kept: [(paths: [String], bytes: Int, files: Int)] {
        state.withLock { $0.entries }.sorted { $0.value.used > $1.value.used }.map { key, entry in
            (key.input.sources.map(\.path), entry.corpus.text.count, entry.corpus.files.count)
        }
    }

    /// Forgets what no question was asked about for so long.
    func dropUnused(for time: Duration) {
        state.withLock { $0.entries = $0.entries.filter { $0.value.used.duration(to: .now) < time } }
    }

    /// What is kept of an input, if the disk still is as it was.
    private func unchanged(_ key: Key) async -> Corpus? {
        guard let entry = state.withLock({ $0.entries[key] }) else { return nil }
        let isUnchanged = await Aside.run { entry.footprint.isUnchanged }
        state.withLock { state in
            guard state.entries[key]?.corpus === entry.corpus else { return }
            if isUnchanged { state.entries[key]?.used = .now } else { state.entries[key] = nil }
        }
        return isUnchanged ? entry.corpus : nil
    }

    /// Begins to read, unless somebody does.
    /// - Returns: what ends when the other one has read; nil when there is none.
    private func begin(_ key: Key) -> AsyncStream<Never>? {
        state.withLock { state in
            guard state.readings[key] != nil else {
                state.readings[key] = []
                return nil
            }
            let (end, waiter) = AsyncStream.makeStream(of: Never.self)
            state.readings[key]?.append(waiter)
            return end
        }
    }

    private func end(_ key: Key) {
        let waiters = state.withLock { $0.readings.removeValue(forKey: key) } ?? []
        for waiter in waiters { waiter.finish() }
    }

    private static func read(_ input: QueryInput, _ options: CorpusOptions) async throws -> Corpus {
        var options = options
        options.currentFolder = input.folder
        options.tracksChanges = input.isOnDisk
        // A corpus outlives changes of its files.
        options.leastShared = .max
        return try await CorpusBuilder(input.corpusSources, options: options).build()
    }

    private func keep(_ corpus: Corpus, _ key: Key) {
        guard let footprint = corpus.footprint.map(WatchedFootprint.init), corpus.text.count <= most else { return }
        state.withLock { state in
            state.entries[key] = Entry(corpus: corpus, footprint: footprint, used: .now)
            dropOldest(of: &state.entries)
        }
        DispatchQueue.global(qos: .utility).async { footprint.watch() }
    }

    private func dropOldest(of entries: inout [Key: Entry]) {
        var total = entries.values.reduce(0) { $0 + $1.corpus.text.count }
        for (key, entry) in entries.sorted(by: { $0.value.used < $1.value.used }) where total > most {
            total -= entry.corpus.text.count
            entries[key] = nil
        }
    }
}
