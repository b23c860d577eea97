import GitStore
import Glibc

/// What a walk through a folder leaves out: what git would not track there. Used by one thread.
///
/// A tracked file is taken even when a rule ignores it, as in git.
final class FolderRules {
    enum Verdict {
        case take, leaveOut, submodule
    }

    private let ignore: IgnoreRules
    private let tracked: TrackedFiles?
    /// From the rules' folder to the walk's folder, and the other way round: one of them is empty.
    private let above: GitPath
    private let below: GitPath

    private init(_ ignore: IgnoreRules, _ tracked: TrackedFiles?, above: GitPath = [], below: GitPath = []) {
        self.ignore = ignore
        self.tracked = tracked
        self.above = above
        self.below = below
    }

    /// The rules for a walk through `folder`, an absolute path without symbolic links.
    ///
    /// In a repository they are the repository's. Outside one, in one that cannot be read, and in a folder that its
    /// repository ignores as a whole, they are those of the `.gitignore` files and of the user.
    static func forWalk(through folder: GitPath, _ plan: Plan) throws(GitError) -> FolderRules {
        let repository: GitRepository
        do throws(GitError) {
            repository = try GitRepository.discover(from: folder)
        } catch {
            plan.footprint?.addRules(above: folder, nil)
            if error.kind != .notFound {
                plan.note("\(error) Its .gitignore files are honoured, but nothing else that git knows of it.")
            }
            let top = workFolder(above: folder) ?? folder
            let above = ShownPath.relative(folder, to: top) ?? []
            return FolderRules(try IgnoreRules(folder: above.isEmpty ? folder : top), nil, above: above)
        }
        plan.footprint?.addRules(above: folder, repository)
        guard let workFolder = repository.workFolder, let above = ShownPath.relative(folder, to: workFolder) else {
            return FolderRules(try IgnoreRules(folder: folder), nil)
        }
        let rules = FolderRules(
            IgnoreRules(repository: repository), try? TrackedFiles(repository: repository), above: above)
        if !above.isEmpty, try rules.verdict([], isFolder: true) == .leaveOut {
            return FolderRules(try IgnoreRules(folder: folder), nil)
        }
        return rules
    }

    /// The rules of a repository that stands in a walked folder at `below`; nil when it cannot be read.
    static func forRepository(at folder: GitPath, below: GitPath, _ plan: Plan) -> FolderRules? {
        guard let repository = try? GitRepository.open(at: folder), repository.workFolder != nil else { return nil }
        plan.footprint?.addRules(of: repository)
        return FolderRules(
            IgnoreRules(repository: repository), try? TrackedFiles(repository: repository), below: below)
    }

    /// What to do with something in the walked folder.
    func verdict(_ path: GitPath, isFolder: Bool) throws(GitError) -> Verdict {
        let own = below.isEmpty ? ShownPath.join(above, path) : ShownPath.relative(path, to: below) ?? path
        switch tracked?.entry(at: own) {
        case .file: return .take
        case .submodule: return .submodule
        case nil: break
        }
        if isFolder, tracked?.hasEntries(below: own) == true { return .take }
        return try ignore.ignores(own, isFolder: isFolder) ? .leaveOut : .take
    }

    /// The nearest folder from `folder` upward that holds a `.git`.
    private static func workFolder(above folder: GitPath) -> GitPath? {
        var candidate = folder
        while !candidate.isEmpty {
            let found = ShownPath.join(candidate, GitPath(".git".utf8)).withCString { access($0, F_OK) == 0 }
            if found { return candidate }
            candidate = GitPath(candidate[..<(candidate.lastIndex(of: UInt8(ascii: "/")) ?? 0)])
        }
        return nil
    }
}
