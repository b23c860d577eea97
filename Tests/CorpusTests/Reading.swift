import Corpus
import Posix
import TestSupport

/// Builds a corpus as the command line would, standing in `folder`.
func read(
    _ paths: String..., in folder: TemporaryFolder, _ change: (inout CorpusOptions) -> Void = { _ in }
) async throws(CorpusError) -> Corpus {
    try await read(paths.map { .path($0) }, at: folder.path, change)
}

func read(
    _ sources: [CorpusSource], at folder: String, _ change: (inout CorpusOptions) -> Void = { _ in }
) async throws(CorpusError) -> Corpus {
    var options = CorpusOptions()
    options.currentFolder = folder
    change(&options)
    return try await CorpusBuilder(sources, options: options).build()
}

/// The error that reading ends in; nil when it ends well.
func failure(
    _ sources: [CorpusSource], at folder: String, _ change: (inout CorpusOptions) -> Void = { _ in }
) async -> CorpusError? {
    do throws(CorpusError) {
        _ = try await read(sources, at: folder, change)
        return nil
    } catch {
        return error
    }
}

extension Corpus {
    var paths: [String] { files.map(\.path) }

    /// The whole text.
    var whole: String { text.withBytes { String(decoding: $0, as: UTF8.self) } }

    /// The text of the file at exactly this path.
    func text(at path: String) -> String? {
        files.first { $0.path == path }.map { contents(of: $0) }
    }

    func reason(_ path: String) -> SkippedFile.Reason? { skipped.first { $0.path == path }?.reason }
}
