@preconcurrency import Dispatch

/// Reads files, folders, texts, standard input and git revisions into a corpus.
///
/// Files stand in the order of the sources, and those of a folder or a tree sorted byte-wise by path, as in
/// `git ls-files`. Their paths are what the user typed, joined with the path below it, and unique: a second file of
/// the same path gets its revision before it or a number behind it. A file reached twice is read once. Symbolic links
/// are followed where they are named, never inside a folder.
package struct CorpusBuilder: Sendable {
    private let sources: [CorpusSource]
    private let options: CorpusOptions
    private let onProgress: @Sendable (CorpusProgress) -> Void

    /// - Parameter onProgress: called from other threads, at most about twenty times a second, and once at the end.
    package init(
        _ sources: [CorpusSource], options: CorpusOptions = CorpusOptions(),
        onProgress: @escaping @Sendable (CorpusProgress) -> Void = { _ in }
    ) {
        self.sources = sources
        self.options = options
        self.onProgress = onProgress
    }

    /// Reads everything. Cancelling the task ends it promptly with `CorpusError.cancelled`.
    package func build() async throws(CorpusError) -> Corpus {
        let control = BuildControl(onProgress)
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: CheckedContinuation<Result<Corpus, CorpusError>, Never>) in
                // Reading blocks, which the tasks' own threads must not.
                DispatchQueue.global(qos: .userInitiated).async {
                    continuation.resume(returning: Result { () throws(CorpusError) in try build(control) })
                }
            }
        } onCancel: {
            control.cancel()
        }
        return try result.get()
    }

    private func build(_ control: BuildControl) throws(CorpusError) -> Corpus {
        let filter = try PathFilter(options)
        let plan = Plan(control, tracksChanges: options.tracksChanges)
        let folders = FolderPlanner(options, filter, plan, isOnly: sources.count == 1)
        // They stand in the place of files that are found later.
        for case .text(let path, let text) in sources { folders.add(path, text) }
        for source in sources {
            switch source {
            case .text: break
            case .path(let path): try folders.add(path)
            case .standardInput: try folders.addStandardInput()
            case .git(let revision, let path): try GitPlanner(options, filter, plan).add(revision, path)
            }
        }
        let corpus = try PlanReader(plan, options, control).read()
        guard let footprint = plan.footprint?.finish() else { return corpus }
        return corpus.with(footprint)
    }
}
