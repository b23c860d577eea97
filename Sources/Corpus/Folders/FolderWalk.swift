import CPosix
import GitStore
import Glibc
import Posix

/// A walk through one folder, depth first in git's order, that plans the reading of what it finds.
struct FolderWalk {
    private struct Level {
        let path: GitPath
        let rules: FolderRules?
        var rest: ArraySlice<FolderEntry>
    }

    let options: CorpusOptions
    let filter: PathFilter
    let plan: Plan
    /// The folder as the user typed it, and as an absolute path without symbolic links.
    let shown: GitPath
    let real: GitPath
    let root: Descriptor
    /// False when another source has given this file, by its real path; else it has to be planned at once.
    let isNew: (GitPath) -> Bool

    func run() throws(CorpusError) {
        let rules: FolderRules?
        do throws(GitError) {
            rules = options.noIgnore ? nil : try FolderRules.forWalk(through: real, plan)
        } catch {
            throw .repository(error)
        }
        var levels: [Level] = []
        if let level = open([], rules) { levels.append(level) }
        while var level = levels.popLast() {
            try plan.check()
            guard let entry = level.rest.popFirst() else { continue }
            let path = ShownPath.join(level.path, entry.name)
            levels.append(level)
            if let next = try visit(entry, path, level.rules) { levels.append(next) }
        }
    }

    /// Returns the level below when the entry is a folder to walk through.
    private func visit(_ entry: FolderEntry, _ path: GitPath, _ rules: FolderRules?) throws(CorpusError) -> Level? {
        if entry.name.elementsEqual(".git".utf8) { return nil }
        if entry.name.elementsEqual(".gitignore".utf8) { plan.footprint?.add(ShownPath.join(real, path)) }
        let shownPath = ShownPath.join(shown, path)
        let isFolder = entry.kind == .folder
        do throws(GitError) {
            switch try rules?.verdict(path, isFolder: isFolder) ?? .take {
            case .take: break
            case .leaveOut:
                plan.leaveOut()
                return nil
            case .submodule:
                plan.skip(shownPath, .submodule)
                return nil
            }
        } catch {
            plan.skip(shownPath, .unreadable(error.message))
            return nil
        }
        let isLeftOut = isFolder ? filter.prunes(shownPath, path) : !filter.takes(shownPath, path)
        if isLeftOut {
            plan.leaveOut()
            return nil
        }
        if !isFolder { plan.footprint?.add(ShownPath.join(real, path)) }
        switch entry.kind {
        case .folder: return open(path, rules)
        case .file: if isNew(ShownPath.join(real, path)) { plan.add(shownPath, .inFolder(root, path)) }
        case .symlink: plan.skip(shownPath, leadsInside(path) ? .duplicate : .symlink)
        case .special: plan.skip(shownPath, .special)
        }
        return nil
    }

    /// Lists a folder below the root (empty for the root itself).
    private func open(_ path: GitPath, _ rules: FolderRules?) -> Level? {
        let descriptor = (path.isEmpty ? GitPath(".".utf8) : path).withCString {
            cposix_open_beneath(root.number, $0)
        }
        plan.footprint?.add(path.isEmpty ? real : ShownPath.join(real, path))
        do throws(PosixError) {
            if descriptor < 0 { throw .last("open") }
            let entries = try FolderEntry.list(descriptor)
            var rules = rules
            if !path.isEmpty, !options.noIgnore, entries.contains(where: { $0.name.elementsEqual(".git".utf8) }) {
                rules = FolderRules.forRepository(at: ShownPath.join(real, path), below: path, plan) ?? rules
            }
            return Level(path: path, rules: rules, rest: entries[...])
        } catch {
            plan.skip(ShownPath.join(shown, path), .unreadable(error.reason))
            return nil
        }
    }

    /// True when a symbolic link leads to something that stands in the walked folder.
    private func leadsInside(_ path: GitPath) -> Bool {
        guard let target = RealPath.of(ShownPath.join(real, path)) else { return false }
        return ShownPath.relative(target, to: real) != nil
    }
}
