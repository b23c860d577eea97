import GitStore

/// The patterns of what to take and what to leave out.
struct PathFilter: Sendable {
    private let include: Pathspec?
    private let exclude: Pathspec?

    init(_ options: CorpusOptions) throws(CorpusError) {
        do throws(GitError) {
            include = options.include.isEmpty ? nil : try Pathspec(options.include)
            exclude = options.exclude.isEmpty ? nil : try Pathspec(options.exclude)
        } catch {
            throw .pattern(error)
        }
    }

    var isEmpty: Bool { include == nil && exclude == nil }

    /// - Parameters:
    ///   - shown: the path from where the user stands.
    ///   - relative: the path below the folder that was named.
    func takes(_ shown: GitPath, _ relative: GitPath) -> Bool {
        if let exclude, exclude.matches(shown) || exclude.matches(relative) { return false }
        guard let include else { return true }
        return include.matches(shown) || include.matches(relative)
    }

    /// True when nothing in the folder can be taken.
    func prunes(_ shown: GitPath, _ relative: GitPath) -> Bool {
        guard let exclude else { return false }
        return exclude.matches(shown) || exclude.matches(relative)
    }
}
