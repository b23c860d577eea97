import CGit2

extension GitRepository {
    /// Finds what `text` names: a revision (`v1.0`, `HEAD~3`, `main:src`) or a range (`A..B`, `A...B`).
    package func resolve(_ text: String) throws(GitError) -> GitRevision {
        try refuseSearch(text)
        var found = git_revspec()
        let code = git_revparse(&found, pointer, text)
        defer {
            git_object_free(found.from)
            git_object_free(found.to)
        }
        if code < 0 { throw unknown(text, GitLibrary.error(code, "git_revparse")) }
        if found.flags & GIT_REVSPEC_SINGLE.rawValue != 0 {
            return .tree(try peeled(found.from, to: GIT_OBJECT_TREE, text))
        }
        let from = try peeled(found.from, to: GIT_OBJECT_COMMIT, text)
        let to = try peeled(found.to, to: GIT_OBJECT_COMMIT, text)
        let base = try mergeBase(from, to)
        if found.flags & GIT_REVSPEC_MERGE_BASE.rawValue != 0 {
            return .range(GitRange(included: [to, from], excluded: base.map { [$0] } ?? [], base: base, tip: to))
        }
        return .range(GitRange(included: [to], excluded: [from], base: base, tip: to))
    }

    /// The commit that `text` names, through a tag if need be.
    package func commitID(of text: String) throws(GitError) -> GitObjectID {
        try refuseSearch(text)
        let object: GitHandle
        do throws(GitError) {
            object = try GitLibrary.make("git_revparse_single", freedBy: git_object_free) {
                git_revparse_single(&$0, pointer, text)
            }
        } catch { throw unknown(text, error) }
        return try peeled(object.pointer, to: GIT_OBJECT_COMMIT, text)
    }

    /// libgit2 1.5 crashes when a search by message finds nothing.
    private func refuseSearch(_ text: String) throws(GitError) {
        guard text.hasPrefix(":/") || text.contains("^{/") else { return }
        throw GitError(
            .invalid, call: "git_revparse", message: "Revision '\(text)' searches commit messages",
            hint: "Name the commit by its id instead: `git log --grep` finds it.")
    }

    private func peeled(_ object: OpaquePointer?, to kind: git_object_t, _ text: String) throws(GitError) -> GitObjectID
    {
        let isTree = kind == GIT_OBJECT_TREE
        do {
            let peeled = try GitLibrary.make("git_object_peel", freedBy: git_object_free) { out in
                git_object_peel(&out, object, kind)
            }
            guard let id = GitObjectID(git_object_id(peeled.pointer)) else {
                throw GitError(.unusable, call: "git_object_id", message: "the object has no name")
            }
            return id
        } catch {
            throw GitError(
                .invalid, call: "git_object_peel",
                message: "Revision '\(text)' names no \(isTree ? "folder of files" : "commit")",
                hint: "Name a commit, a tag or a branch\(isTree ? ", or a folder as REV:path" : "").")
        }
    }

    private func unknown(_ text: String, _ error: GitError) -> GitError {
        let hint =
            if git_repository_head_unborn(pointer) == 1 {
                "The current branch has no commits yet."
            } else if isShallow {
                "This clone holds only the newest commits; `git fetch --unshallow` gets the others."
            } else if error.kind == .ambiguous {
                "Give more digits of the id, or the whole name."
            } else {
                "`git log --oneline`, `git branch -a` and `git tag` list what there is."
            }
        return GitError(
            error.kind, call: error.call, message: "Revision '\(text)' is not in \(shownFolder): \(error.message)",
            hint: hint)
    }
}
