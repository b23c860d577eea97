/// What the host tells a worker on its command line; the corpus and the cells come through the socket.
package struct WorkerOptions: Sendable, Equatable {
    /// The host's process id: the worker dies with it.
    package var parent: Int32
    /// The one folder that cells may write to.
    package var temporaryFolder: String
    /// Bytes that may stand in the temporary folder, and files; 0 bytes leave it unbounded, for the host to watch.
    package var temporaryBytes: Int
    package var temporaryFiles: Int
    /// Bytes of private memory beyond what the worker itself takes.
    package var memoryLimit: Int
    /// The folder of third-party Python packages; empty when there is none.
    package var packages: String

    package init(
        parent: Int32, temporaryFolder: String, temporaryBytes: Int, temporaryFiles: Int, memoryLimit: Int,
        packages: String
    ) {
        self.parent = parent
        self.temporaryFolder = temporaryFolder
        self.temporaryBytes = temporaryBytes
        self.temporaryFiles = temporaryFiles
        self.memoryLimit = memoryLimit
        self.packages = packages
    }

    /// Reads what `arguments` made; nil for anything else.
    package init?(arguments: [String]) {
        guard arguments.count == 6, let parent = Int32(arguments[0]), let bytes = Int(arguments[2]),
            let files = Int(arguments[3]), let memory = Int(arguments[4])
        else { return nil }
        self.init(
            parent: parent, temporaryFolder: arguments[1], temporaryBytes: bytes, temporaryFiles: files,
            memoryLimit: memory, packages: arguments[5])
    }
}
