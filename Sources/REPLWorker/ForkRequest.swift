import Glibc

/// What the host tells of a session that it wants; the corpus and the cells come through the session's own socket.
///
/// With it come descriptors: for standard output, for standard error, the session's socket, the corpus as text, where
/// there are any its texts as strings and the file of the disk that is a part of it, and a packet socket for what
/// decides about forks.
package struct ForkRequest: Sendable, Equatable {
    static let descriptorCounts = 5...7
    static let longest = 1 << 14

    /// The one folder that cells may write to.
    package var temporaryFolder: String
    /// Bytes that may stand in the temporary folder, and files; 0 bytes leave it unbounded, for the host to watch.
    package var temporaryBytes: Int
    package var temporaryFiles: Int
    /// Bytes of private memory beyond what the worker itself takes.
    package var memoryLimit: Int

    /// Reads the message of the host: the fields in this order, with zero bytes between them; nil for anything else.
    package init?(message: some Sequence<UInt8>) {
        let fields = message.split(separator: 0, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        guard fields.count == 4, let bytes = Int(fields[1]), let files = Int(fields[2]), let memory = Int(fields[3])
        else { return nil }
        temporaryFolder = fields[0]
        temporaryBytes = bytes
        temporaryFiles = files
        memoryLimit = memory
    }
}
