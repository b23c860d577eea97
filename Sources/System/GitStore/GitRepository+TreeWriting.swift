import CGit2

extension GitRepository {
    /// Stores the tree that edits make of another one, without an index or a work folder.
    ///
    /// All that is not named stays as it is, modes too; folders left without files go.
    /// - Parameter base: nil for the empty tree.
    /// - Throws: when a file to remove is not there, when an edit would replace a symbolic link, a submodule or a
    ///   folder, and for paths that git does not store, such as `../x` and `.git/x`.
    package func writeTree(from base: GitObjectID?, edits: [GitTreeEdit]) throws(GitError) -> GitObjectID {
        let parts = edits.map { TreeEdit(parts: Self.parts(of: $0.path), edit: $0) }
        for part in parts where part.parts.contains([]) {
            throw refused(part.edit, "is no path in a tree", .invalid)
        }
        if let tree = try write(base, parts) { return tree }
        return try store(builder(from: nil))
    }

    private static func parts(of path: GitPath) -> [GitPath] {
        path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map { GitPath($0) }
    }

    /// Stores one folder and those below it; nil when no file is left.
    private func write(_ base: GitObjectID?, _ edits: [TreeEdit]) throws(GitError) -> GitObjectID? {
        let builder = try self.builder(from: base)
        for (name, group) in Dictionary(grouping: edits, by: { $0.parts[0] }) {
            let here = group.filter { $0.parts.count == 1 }
            guard here.count <= 1 else { throw refused(here[1].edit, "is edited twice", .invalid) }
            // A file may make room for a folder of its name, and a folder for a file.
            if let leaf = here.first?.edit, leaf.content == .removed { try remove(name, leaf, builder) }
            let below = group.filter { $0.parts.count > 1 }
            if !below.isEmpty { try writeFolder(name, below, builder) }
            if let leaf = here.first?.edit, case .file(let blob) = leaf.content {
                try insert(name, blob, leaf, builder)
            }
        }
        return git_treebuilder_entrycount(builder.pointer) == 0 ? nil : try store(builder)
    }

    private func builder(from base: GitObjectID?) throws(GitError) -> GitHandle {
        guard let base else {
            return try GitLibrary.make("git_treebuilder_new", freedBy: git_treebuilder_free) {
                git_treebuilder_new(&$0, pointer, nil)
            }
        }
        let source = try tree(base)
        let sourcePointer = source.pointer
        return try GitLibrary.make("git_treebuilder_new", freedBy: git_treebuilder_free) {
            git_treebuilder_new(&$0, pointer, sourcePointer)
        }
    }

    private func store(_ builder: borrowing GitHandle) throws(GitError) -> GitObjectID {
        var id = git_oid()
        try GitLibrary.check(git_treebuilder_write(&id, builder.pointer), "git_treebuilder_write")
        return GitObjectID(id)
    }

    private func existing(_ name: GitPath, _ builder: borrowing GitHandle) -> (id: GitObjectID, mode: git_filemode_t)? {
        let builder = builder.pointer
        guard let entry = name.withCString({ git_treebuilder_get(builder, $0) }),
            let id = GitObjectID(git_tree_entry_id(entry))
        else { return nil }
        return (id, git_tree_entry_filemode(entry))
    }

    private func remove(_ name: GitPath, _ edit: GitTreeEdit, _ builder: borrowing GitHandle) throws(GitError) {
        guard let old = existing(name, builder) else { throw refused(edit, "is not there to be removed", .notFound) }
        guard old.mode != GIT_FILEMODE_TREE else { throw refused(edit, "is a folder", .invalid) }
        let builder = builder.pointer
        try GitLibrary.check(name.withCString { git_treebuilder_remove(builder, $0) }, "git_treebuilder_remove")
    }

    private func insert(
        _ name: GitPath, _ blob: GitObjectID, _ edit: GitTreeEdit, _ builder: borrowing GitHandle
    ) throws(GitError) {
        let mode = existing(name, builder)?.mode ?? GIT_FILEMODE_BLOB
        switch mode {
        case GIT_FILEMODE_TREE: throw refused(edit, "is a folder", .invalid)
        case GIT_FILEMODE_LINK: throw refused(edit, "is a symbolic link", .invalid)
        case GIT_FILEMODE_COMMIT: throw refused(edit, "is a submodule", .invalid)
        default: try put(name, blob, mode, builder, edit)
        }
    }

    private func writeFolder(_ name: GitPath, _ edits: [TreeEdit], _ builder: borrowing GitHandle) throws(GitError) {
        let old = existing(name, builder)
        if let old, old.mode != GIT_FILEMODE_TREE { throw refused(edits[0].edit, "lies below a file", .invalid) }
        let below = edits.map { TreeEdit(parts: [GitPath]($0.parts.dropFirst()), edit: $0.edit) }
        if let folder = try write(old?.id, below) {
            try put(name, folder, GIT_FILEMODE_TREE, builder, edits[0].edit)
        } else if old != nil {
            let builder = builder.pointer
            try GitLibrary.check(name.withCString { git_treebuilder_remove(builder, $0) }, "git_treebuilder_remove")
        }
    }

    private func put(
        _ name: GitPath, _ id: GitObjectID, _ mode: git_filemode_t, _ builder: borrowing GitHandle, _ edit: GitTreeEdit
    ) throws(GitError) {
        var oid = id.oid
        let builder = builder.pointer
        let code = name.withCString { git_treebuilder_insert(nil, builder, $0, &oid, mode) }
        if code < 0 {
            throw refused(edit, "is refused: \(GitLibrary.error(code, "git_treebuilder_insert").message)", .invalid)
        }
    }

    private func refused(_ edit: GitTreeEdit, _ reason: String, _ kind: GitError.Kind) -> GitError {
        GitError(
            kind, call: "git_treebuilder_insert", message: "\(String(decoding: edit.path, as: UTF8.self)) \(reason)")
    }
}

/// An edit with those parts of its path that are still to be gone down.
private struct TreeEdit {
    let parts: [GitPath]
    let edit: GitTreeEdit
}
