import Glibc

/// What changes of a file when it is written to.
package struct FileStamp: Sendable, Equatable {
    package let size: Int
    private let modified: [Int]

    /// Of the file behind a descriptor.
    package init(of descriptor: Descriptor) throws(PosixError) {
        var status = stat()
        if fstat(descriptor.number, &status) != 0 { throw .last("fstat") }
        size = Int(status.st_size)
        modified = [status.st_mtim.tv_sec, status.st_mtim.tv_nsec]
    }
}
