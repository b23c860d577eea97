/// What becomes of one file, from the base commit's blob to the candidate's.
package struct FileChange: Sendable, Equatable {
    /// From the top of the repository, parts joined by `/`.
    package var path: String
    /// The file's content in the base commit; nil for a new file.
    package var before: [UInt8]?
    /// The file's content in the candidate; nil for a deleted file.
    package var after: [UInt8]?

    package init(path: String, before: [UInt8]?, after: [UInt8]?) {
        self.path = path
        self.before = before
        self.after = after
    }
}
