import Corpus

/// The input of a question, read from what the user named.
struct AskInput: Sendable {
    private let sources: [CorpusSource]
    private let options: CorpusOptions

    /// - Parameter revision: a tree or a range of commits to read in place of files.
    init(paths: [String], revision: String?, _ options: CorpusOptions) {
        sources = paths.map { path in
            if let revision { return .git(revision: revision, path: path) }
            return path == "-" ? .standardInput : .path(path)
        }
        self.options = options
    }

    /// Reads everything, showing how far it is.
    func corpus(display: ProgressDisplay) async throws(CorpusError) -> Corpus {
        let builder = CorpusBuilder(sources, options: options) { progress in
            display.reading(files: progress.filesSeen, bytes: progress.bytesRead)
        }
        return try await builder.build()
    }

    /// What was left out, as lines for the user: a summary, and with `verbose` the files.
    static func remarks(on skipped: [SkippedFile], verbose: Bool) -> [String] {
        guard let summary = summary(of: skipped) else { return [] }
        guard verbose else { return ["\(summary) (--verbose lists them)"] }
        let listed = skipped.prefix(100).map { PlainText.oneLine("  \($0.path): \($0.reason)") }
        let more = skipped.count > listed.count ? ["  … \(skipped.count - listed.count) more"] : []
        return [summary] + listed + more
    }

    /// How much was left out, and why; nil where that is nothing.
    static func summary(of skipped: [SkippedFile]) -> String? {
        guard !skipped.isEmpty else { return nil }
        var counts: [(group: String, count: Int)] = []
        for file in skipped {
            if let place = counts.firstIndex(where: { $0.group == file.reason.group }) {
                counts[place].count += 1
            } else {
                counts.append((file.reason.group, 1))
            }
        }
        return "left out: " + counts.map { "\(Quantity.short($0.count)) \($0.group)" }.joined(separator: ", ")
    }
}
