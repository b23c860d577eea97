import GitStore
import Glibc
import Posix

/// Plans the reading of the files and folders that a user names.
final class FolderPlanner {
    private let options: CorpusOptions
    private let filter: PathFilter
    private let plan: Plan
    /// True when nothing can be reached twice.
    private let isOnly: Bool
    private let passedBy: GitPath?
    /// Texts of the plan by the real paths of their files.
    private var seen: [GitPath: Int] = [:]
    private var readsStandardInput = false

    init(_ options: CorpusOptions, _ filter: PathFilter, _ plan: Plan, isOnly: Bool) {
        self.options = options
        self.filter = filter
        self.plan = plan
        self.isOnly = isOnly
        passedBy = options.passedBy.flatMap {
            RealPath.of(Self.place(ShownPath.normalized($0), in: options.currentFolder))
        }
    }

    func addStandardInput() throws(CorpusError) {
        if isatty(options.standardInput) == 1 { throw .standardInputIsTerminal }
        if readsStandardInput { return }
        readsStandardInput = true
        plan.add(GitPath("stdin".utf8), .standardInput, isNamed: true)
    }

    /// Adds a text that is in memory.
    func add(_ typed: String, _ text: String) {
        let shown = ShownPath.normalized(typed)
        if let real = RealPath.of(Self.place(shown, in: options.currentFolder)) { seen[real] = plan.texts.count }
        plan.add(shown, .memory(Array(text.utf8)), isNamed: true)
    }

    func add(_ typed: String) throws(CorpusError) {
        let shown = ShownPath.normalized(typed)
        let place = Self.place(shown, in: options.currentFolder)
        var status = stat()
        guard !typed.isEmpty, place.withCString({ stat($0, &status) }) == 0 else {
            throw typed.isEmpty ? .noSuchPath("\"\"") : Self.failure(errno, shown)
        }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: try walk(shown, place)
        case S_IFREG, S_IFIFO:
            let real = RealPath.of(place) ?? place
            for path in real == place ? [real] : [real, place] { plan.footprint?.add(path) }
            if let text = seen[real] {
                plan.name(text, place)
            } else {
                seen[real] = plan.texts.count
                plan.add(shown, .named(place), isNamed: true)
            }
        default: throw .notAFile(ShownPath.text(shown))
        }
    }

    private func walk(_ shown: GitPath, _ place: GitPath) throws(CorpusError) {
        let number = place.withCString { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        if number < 0 { throw Self.failure(errno, shown) }
        let root = Descriptor(owning: number)
        guard let real = RealPath.of(place) else { throw Self.failure(errno, shown) }
        if real != place { plan.footprint?.add(place) }
        let walk = FolderWalk(
            options: options, filter: filter, plan: plan, shown: shown, real: real, root: root, isNew: isNew)
        try walk.run()
    }

    /// True when no source has given this file; it then becomes the plan's next text.
    private func isNew(_ real: GitPath) -> Bool {
        if real == passedBy { return false }
        if isOnly { return true }
        if seen[real] != nil { return false }
        seen[real] = plan.texts.count
        return true
    }

    /// Where a normalized path leads from `folder`.
    static func place(_ path: GitPath, in folder: String) -> GitPath {
        let path = path.isEmpty ? GitPath(".".utf8) : path
        return path.first == UInt8(ascii: "/") || folder == "." ? path : ShownPath.join(GitPath(folder.utf8), path)
    }

    /// The error for a path the user named.
    static func failure(_ code: Int32, _ shown: GitPath) -> CorpusError {
        let path = ShownPath.text(shown.isEmpty ? GitPath(".".utf8) : shown)
        switch code {
        case ENOENT, ENOTDIR: return .noSuchPath(path)
        case EACCES, EPERM: return .permissionDenied(path)
        default: return .unreadable(path, reason: PosixError(code: code, call: "open").reason)
        }
    }
}
