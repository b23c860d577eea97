import CGit2

extension GitRepository {
    /// All files, symbolic links and submodules below `folder` of a tree, sorted byte-wise by path.
    /// - Parameter folder: relative to the tree, empty for all of it; may also name a single file.
    /// - Returns: nil when the tree has no such path.
    package func entries(of tree: GitObjectID, below folder: GitPath = []) throws(GitError) -> [GitTreeEntry]? {
        var found: [GitTreeEntry] = []
        var pending: [(path: GitPath, id: GitObjectID)] = []
        if folder.isEmpty {
            pending.append(([], tree))
        } else {
            guard let entry = try entry(of: tree, at: folder) else { return nil }
            if let entry = entry.leaf { return [entry] }
            pending.append((folder, entry.id))
        }
        // Children are pushed in reverse, so that the whole comes out in git's order.
        var stack: [TreeNode] = pending.map { TreeNode(path: $0.path, id: $0.id, mode: GIT_FILEMODE_TREE) }
        while let node = stack.popLast() {
            if let leaf = node.leaf {
                found.append(leaf)
            } else {
                stack.append(contentsOf: try children(of: node).reversed())
            }
        }
        return found
    }

    /// What stands at one path of a tree; nil when there is nothing or a folder.
    package func file(of tree: GitObjectID, at path: GitPath) throws(GitError) -> GitTreeEntry? {
        path.isEmpty ? nil : try entry(of: tree, at: path)?.leaf
    }

    private func entry(of tree: GitObjectID, at path: GitPath) throws(GitError) -> TreeNode? {
        let root = try self.tree(tree)
        var entry: OpaquePointer?
        let code = path.withCString { git_tree_entry_bypath(&entry, root.pointer, $0) }
        defer { git_tree_entry_free(entry) }
        if git_error_code(code) == GIT_ENOTFOUND { return nil }
        try GitLibrary.check(code, "git_tree_entry_bypath", String(decoding: path, as: UTF8.self))
        return TreeNode(entry, path: path)
    }

    private func children(of node: TreeNode) throws(GitError) -> [TreeNode] {
        let tree = try self.tree(node.id)
        return (0..<git_tree_entrycount(tree.pointer)).compactMap { index in
            let entry = git_tree_entry_byindex(tree.pointer, index)
            guard let name = git_tree_entry_name(entry) else { return nil }
            let prefix = node.path.isEmpty ? [] : node.path + "/".utf8
            return TreeNode(entry, path: prefix + GitPath(copying: name))
        }
    }

    func tree(_ id: GitObjectID) throws(GitError) -> GitHandle {
        var oid = id.oid
        return try GitLibrary.make("git_tree_lookup", freedBy: git_tree_free) { git_tree_lookup(&$0, pointer, &oid) }
    }
}

/// A tree's entry while a tree is walked.
private struct TreeNode {
    let path: GitPath
    let id: GitObjectID
    let mode: git_filemode_t

    init(path: GitPath, id: GitObjectID, mode: git_filemode_t) {
        self.path = path
        self.id = id
        self.mode = mode
    }

    init?(_ entry: OpaquePointer?, path: GitPath) {
        guard let id = GitObjectID(git_tree_entry_id(entry)) else { return nil }
        self.init(path: path, id: id, mode: git_tree_entry_filemode(entry))
    }

    /// Nil for a folder.
    var leaf: GitTreeEntry? { mode == GIT_FILEMODE_TREE ? nil : GitTreeEntry(path: path, id: id, mode: mode) }
}
