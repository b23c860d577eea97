import CGit2

extension GitRepository {
    /// The size of a file's content in bytes, without reading it.
    package func size(of blob: GitObjectID) throws(GitError) -> Int {
        let store = try GitLibrary.make("git_repository_odb", freedBy: git_odb_free) {
            git_repository_odb(&$0, pointer)
        }
        var size = 0
        var kind = git_object_t(0)
        var oid = blob.oid
        try checkObject(git_odb_read_header(&size, &kind, store.pointer, &oid), "git_odb_read_header")
        return size
    }

    /// Reads a file's content, which is valid only inside the call.
    package func withContent<Result>(
        of blob: GitObjectID, _ body: (UnsafeRawBufferPointer) throws(GitError) -> Result
    ) throws(GitError) -> Result {
        var oid = blob.oid
        var pointer: OpaquePointer?
        try checkObject(git_blob_lookup(&pointer, self.pointer, &oid), "git_blob_lookup")
        defer { git_blob_free(pointer) }
        return try body(
            UnsafeRawBufferPointer(start: git_blob_rawcontent(pointer), count: Int(git_blob_rawsize(pointer))))
    }

    /// A copy of a file's content.
    package func content(of blob: GitObjectID) throws(GitError) -> [UInt8] {
        try withContent(of: blob) { [UInt8]($0) }
    }

    /// Stores a file's content and returns its name.
    package func writeBlob(_ content: [UInt8]) throws(GitError) -> GitObjectID {
        var id = git_oid()
        let code = content.withUnsafeBytes {
            git_blob_create_from_buffer(&id, pointer, $0.baseAddress, $0.count)
        }
        try GitLibrary.check(code, "git_blob_create_from_buffer")
        return GitObjectID(id)
    }

    private func checkObject(_ code: Int32, _ call: String) throws(GitError) {
        guard git_error_code(code) == GIT_ENOTFOUND else { return try GitLibrary.check(code, call) }
        throw GitError(
            .notFound, call: call, message: "its content is not in this clone",
            hint: "A partial clone gets it with `git checkout` or `git fetch --refetch`.")
    }
}
