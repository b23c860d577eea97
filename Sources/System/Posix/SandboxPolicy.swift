/// What a sandboxed process may still do.
package struct SandboxPolicy: Sendable, Equatable {
    /// Folders and files that may be read; those that do not exist are left out.
    package var readable: [String]
    /// Folders and files that may also be written.
    package var writable: [String]
    /// Bytes of private memory beyond what is in use when the sandbox is entered.
    package var memoryLimit: Int
    /// Bytes of the longest file.
    package var fileSizeLimit = 64 << 20
    /// Open files.
    package var descriptorLimit = 256
    /// Threads, where the kernel can count them for this process alone.
    package var threadLimit = 512

    package init(readable: [String], writable: [String], memoryLimit: Int) {
        self.readable = readable
        self.writable = writable
        self.memoryLimit = memoryLimit
    }
}
