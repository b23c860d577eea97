import Corpus
@preconcurrency import Dispatch
import Posix
import Synchronization

/// Corpora that were read and are kept for the next question about the same files: while those are as they were, they
/// are not read again.
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
        let footprint: CorpusFootprint
        var used: ContinuousClock.Instant
    }

    /// Bytes of text that are kept in all.
    private let most: Int
    private let entries = Mutex<[Key: Entry]>([:])

    init(most: Int) { self.most = most }

    /// The corpus of an input as the disk is now.
    func corpus(
        for input: QueryInput, _ options: CorpusOptions,
        onProgress: @escaping @Sendable (CorpusProgress) -> Void = { _ in }
    ) async throws -> Corpus {
        let key = Key(input, options)
        if let entry = entries.withLock({ $0[key] }) {
            let isUnchanged = await Self.isUnchanged(entry.footprint)
            entries.withLock { entries in
                guard entries[key]?.corpus === entry.corpus else { return }
                if isUnchanged { entries[key]?.used = .now } else { entries[key] = nil }
            }
            if isUnchanged { return entry.corpus }
        }
        var options = options
        options.currentFolder = input.folder
        options.tracksChanges = input.isOnDisk
        // A corpus outlives changes of its files.
        options.leastShared = .max
        let corpus = try await CorpusBuilder(input.corpusSources, options: options, onProgress: onProgress).build()
        if let footprint = corpus.footprint, corpus.text.count <= most {
            entries.withLock { entries in
                entries[key] = Entry(corpus: corpus, footprint: footprint, used: .now)
                dropOldest(of: &entries)
            }
        }
        return corpus
    }

    /// What is kept, the latest used first.
    var kept: [(paths: [String], bytes: Int, files: Int)] {
        entries.withLock { $0 }.sorted { $0.value.used > $1.value.used }.map { key, entry in
            (key.input.sources.map(\.path), entry.corpus.text.count, entry.corpus.files.count)
        }
    }

    /// Forgets what no question was asked about for so long.
    func dropUnused(for time: Duration) {
        entries.withLock { $0 = $0.filter { $0.value.used.duration(to: .now) < time } }
    }

    private func dropOldest(of entries: inout [Key: Entry]) {
        var total = entries.values.reduce(0) { $0 + $1.corpus.text.count }
        for (key, entry) in entries.sorted(by: { $0.value.used < $1.value.used }) where total > most {
            total -= entry.corpus.text.count
            entries[key] = nil
        }
    }

    /// Looks at the disk on a thread that may wait for it.
    private static func isUnchanged(_ footprint: CorpusFootprint) async -> Bool {
        await withCheckedContinuation { continuation in
            DispatchQueue.global(qos: .userInitiated).async { continuation.resume(returning: footprint.isUnchanged) }
        }
    }
}
