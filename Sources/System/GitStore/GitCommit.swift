/// Who made a commit, when, and what it says.
package struct GitCommit: Sendable, Equatable {
    package let id: GitObjectID
    package let tree: GitObjectID
    package let parents: [GitObjectID]
    /// As bytes in the encoding the commit was written with, usually UTF-8.
    package let author: [UInt8]
    package let email: [UInt8]
    package let message: [UInt8]
    /// When it was written: seconds since 1970, and the author's minutes east of UTC.
    package let time: Int64
    package let offset: Int
    package let committer: GitSignature
}
