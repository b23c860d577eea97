import Corpus

/// What a question is about, and where paths start from: two that are equal bring the same corpus from the same disk.
struct QueryInput: Hashable, Sendable, Codable {
    /// Absolute; citations name files below it by their path from here.
    let folder: String
    let sources: [QuerySource]
    /// A tree or a range of commits to read in place of the files on disk.
    let revision: String?

    init(folder: String, sources: [QuerySource], revision: String? = nil) {
        self.folder = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
        self.sources = sources
        self.revision = revision
    }

    /// The sources as the corpus takes them.
    var corpusSources: [CorpusSource] {
        sources.map { source in
            switch source {
            case .path(let path, _):
                if let revision { return .git(revision: revision, path: shown(path)) }
                return .path(shown(path))
            case .text(let path, let text, let firstLine):
                return .text(path: shown(path), text: String(repeating: "\n", count: firstLine - 1) + text)
            }
        }
    }

    /// A path as citations name it.
    private func shown(_ path: String) -> String {
        if path == folder || path == folder + "/" { return "." }
        let start = folder == "/" ? folder : folder + "/"
        return path.hasPrefix(start) ? String(path.dropFirst(start.count)) : path
    }

    /// The absolute path of what a citation names; nil when it is no file on disk.
    func file(at shown: String) -> String? {
        guard revision == nil else { return nil }
        let isNameless = sources.contains { source in
            if case .text(let path, _, _) = source { path == shown && !path.hasPrefix("/") } else { false }
        }
        if isNameless { return nil }
        return shown.hasPrefix("/") ? shown : folder == "/" ? "/" + shown : folder + "/" + shown
    }

    /// True when the disk alone tells what there is to read, now as later.
    var isOnDisk: Bool {
        revision == nil && sources.allSatisfy { if case .path = $0 { true } else { false } }
    }

    /// What a model should know of texts that are parts of files.
    var remarks: [String] {
        sources.compactMap { source in
            guard case .text(let path, let text, let firstLine) = source, firstLine > 1 else { return nil }
            let count =
                text.split(separator: "\n", omittingEmptySubsequences: false).count - (text.hasSuffix("\n") ? 1 : 0)
            let name = PlainText.oneLine(shown(path))
            return "Of \(name) only the lines \(firstLine) to \(firstLine + max(1, count) - 1) are in the input; those "
                + "before them are empty here, so that line numbers are those of the file. Look at these lines only."
        }
    }
}
