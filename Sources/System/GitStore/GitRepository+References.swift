import CGit2

extension GitRepository {
    /// What a reference stands for, through symbolic ones; nil when there is none of that name.
    /// - Parameter name: in full, such as `refs/heads/main`, or `HEAD`.
    package func reference(_ name: String) throws(GitError) -> GitObjectID? {
        var id = git_oid()
        let code = git_reference_name_to_id(&id, pointer, name)
        if git_error_code(code) == GIT_ENOTFOUND { return nil }
        try GitLibrary.check(code, "git_reference_name_to_id", name)
        return GitObjectID(id)
    }

    /// All references whose full names begin with a prefix, such as `refs/heads/`, sorted by name.
    package func references(withPrefix prefix: String) throws(GitError) -> [GitReference] {
        var names: [String] = []
        let code = withUnsafeMutablePointer(to: &names) { names in
            git_reference_foreach_name(
                pointer,
                { name, payload in
                    if let name {
                        payload?.assumingMemoryBound(to: [String].self).pointee.append(String(cString: name))
                    }
                    return 0
                }, names)
        }
        try GitLibrary.check(code, "git_reference_foreach_name")
        var found: [GitReference] = []
        for name in names.filter({ $0.hasPrefix(prefix) }).sorted() {
            // Gone in between, or a symbolic one that leads nowhere.
            guard let target = try reference(name) else { continue }
            found.append(GitReference(name: name, target: target))
        }
        return found
    }

    /// Makes a reference.
    /// - Parameter reason: for the reflog, one line.
    /// - Throws: `.exists` when there is one of that name, or of a name that leaves no room for it.
    package func createReference(_ name: String, at target: GitObjectID, reason: String) throws(GitError) {
        var oid = target.oid
        var made: OpaquePointer?
        defer { git_reference_free(made) }
        try GitLibrary.check(git_reference_create(&made, pointer, name, &oid, 0, reason), "git_reference_create", name)
    }

    /// Moves a reference, if it still stands where it is expected.
    /// - Throws: `.moved` when it does not, or when someone else is changing it; `.notFound` when it is gone.
    package func moveReference(
        _ name: String, from old: GitObjectID, to new: GitObjectID, reason: String
    ) throws(GitError) {
        var (oldID, newID) = (old.oid, new.oid)
        var made: OpaquePointer?
        defer { git_reference_free(made) }
        let code = git_reference_create_matching(&made, pointer, name, &newID, 1, &oldID, reason)
        try GitLibrary.check(code, "git_reference_create_matching", name)
    }

    /// Deletes a reference, if it still stands where it is expected.
    /// - Throws: `.moved` when it does not; `.notFound` when it is gone.
    package func deleteReference(_ name: String, expecting old: GitObjectID) throws(GitError) {
        let reference = try GitLibrary.make("git_reference_lookup", name, freedBy: git_reference_free) {
            git_reference_lookup(&$0, pointer, name)
        }
        guard let found = GitObjectID(git_reference_target(reference.pointer)), found == old else {
            throw GitError(.moved, call: "git_reference_delete", message: "\(name) no longer stands at \(old)")
        }
        try GitLibrary.check(git_reference_delete(reference.pointer), "git_reference_delete", name)
    }

    /// The full name of the branch that is checked out; nil for a detached HEAD.
    package func checkedOutBranch() throws(GitError) -> String? {
        let head = try GitLibrary.make("git_reference_lookup", "HEAD", freedBy: git_reference_free) {
            git_reference_lookup(&$0, pointer, "HEAD")
        }
        return git_reference_symbolic_target(head.pointer).map { String(cString: $0) }
    }

    /// True when a branch is checked out here or in any linked worktree.
    package func isCheckedOut(_ branch: String) throws(GitError) -> Bool {
        let reference = try GitLibrary.make("git_reference_lookup", branch, freedBy: git_reference_free) {
            git_reference_lookup(&$0, pointer, branch)
        }
        let answer = git_branch_is_checked_out(reference.pointer)
        try GitLibrary.check(answer, "git_branch_is_checked_out", branch)
        return answer == 1
    }
}
