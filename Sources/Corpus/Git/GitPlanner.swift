import GitStore
import Glibc

/// Plans the reading of a revision or of a range of commits.
struct GitPlanner {
    private let options: CorpusOptions
    private let filter: PathFilter
    private let plan: Plan

    init(_ options: CorpusOptions, _ filter: PathFilter, _ plan: Plan) {
        self.options = options
        self.filter = filter
        self.plan = plan
    }

    func add(_ revision: String, _ typed: String) throws(CorpusError) {
        let shown = ShownPath.normalized(typed)
        let (repository, subfolder) = try open(shown)
        let place = GitPlace(
            folder: repository.gitFolder, subfolder: subfolder, shown: repository.isBare ? [] : shown, filter: filter)
        let meaning = try git(CorpusError.unknownRevision) { () throws(GitError) in try repository.resolve(revision) }
        switch meaning {
        case .tree(let tree):
            let entries = try git { () throws(GitError) in try repository.entries(of: tree, below: subfolder) }
            guard let entries else { throw .notInRevision(path: ShownPath.text(subfolder), revision: revision) }
            for entry in entries { add(entry, place, revision) }
        case .range(let range): try add(range, revision, place, repository)
        }
    }

    /// Turns a failure of git into one of the corpus.
    private func git<Result>(
        _ error: (GitError) -> CorpusError = CorpusError.repository, _ body: () throws(GitError) -> Result
    ) throws(CorpusError) -> Result {
        do throws(GitError) { return try body() } catch let failure { throw error(failure) }
    }

    private static func unopened(_ error: GitError) -> CorpusError {
        let advice = [error.hint, "Or leave --git out to read plain files."].compactMap { $0 }.joined(separator: " ")
        return .repository(GitError(error.kind, call: error.call, message: error.message, hint: advice))
    }

    /// Opens the repository that a path lies in; the path itself need not exist any more.
    private func open(_ shown: GitPath) throws(CorpusError) -> (GitRepository, subfolder: GitPath) {
        let place = FolderPlanner.place(shown, in: options.currentFolder)
        var existing = place
        var missing: GitPath = []
        while RealPath.of(existing) == nil, let slash = existing.lastIndex(of: UInt8(ascii: "/")) {
            missing = ShownPath.join(GitPath(existing[(slash + 1)...]), missing)
            existing = slash == 0 ? [UInt8(ascii: "/")] : GitPath(existing[..<slash])
        }
        if RealPath.of(existing) == nil {
            missing = ShownPath.join(existing, missing)
            existing = GitPath(options.currentFolder.utf8)
        }
        guard let real = RealPath.of(existing) else { throw FolderPlanner.failure(ENOENT, shown) }
        let repository = try git(Self.unopened) { () throws(GitError) in try GitRepository.discover(from: real) }
        guard let workFolder = repository.workFolder, let inside = ShownPath.relative(real, to: workFolder) else {
            return (repository, [])
        }
        return (repository, ShownPath.join(inside, missing))
    }

    private func add(_ entry: GitTreeEntry, _ place: GitPlace, _ revision: String) {
        let (shown, _) = place.paths(of: entry.path)
        guard place.takes(entry.path) else { return plan.leaveOut() }
        switch entry.kind {
        case .file:
            plan.add(
                shown, .blob(place, entry.id), isNamed: entry.path == place.subfolder, revision: revision)
        case .symlink: plan.skip(shown, .symlink)
        case .submodule: plan.skip(shown, .submodule)
        }
    }

    private func add(
        _ range: GitRange, _ text: String, _ place: GitPlace, _ repository: GitRepository
    ) throws(CorpusError) {
        let commits = try git { () throws(GitError) in try repository.commits(of: range) }
        if commits.isEmpty { throw .emptyRange(text) }
        for id in commits {
            try plan.check()
            let name = try git { () throws(GitError) in try repository.shortID(of: id) }
            plan.add(GitPath("commits/\(name).patch".utf8), .commit(place, id))
        }
        let changes = try git { () throws(GitError) in
            var base: GitObjectID?
            if let commit = range.base { base = try repository.commit(commit).tree }
            let tip = try repository.commit(range.tip).tree
            return try repository.diff(from: base, to: tip, below: place.subfolder).changes
        }
        let end = text.split(separator: ".").last.map(String.init) ?? "HEAD"
        for change in changes {
            if let entry = change.entry { add(entry, place, end) }
        }
    }
}
