/// One file's change as text.
package struct GitPatch: Sendable, Equatable {
    /// What `git diff` prints for the file, in the file's own encoding.
    package let text: [UInt8]
    /// Lines added and deleted; both 0 for a binary file.
    package let added: Int
    package let deleted: Int
}
