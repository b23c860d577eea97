import CGit2

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

    /// The `Key: value` lines at the end of the message, in order.
    package var trailers: [(key: String, value: String)] {
        var found = git_message_trailer_array()
        defer { git_message_trailer_array_free(&found) }
        guard message.withCString({ git_message_trailers(&found, $0) }) == 0 else { return [] }
        return UnsafeBufferPointer(start: found.trailers, count: found.count).compactMap { trailer in
            guard let key = trailer.key, let value = trailer.value else { return nil }
            return (String(cString: key), String(cString: value))
        }
    }
}
