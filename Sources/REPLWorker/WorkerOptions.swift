/// What the host tells the worker program on its command line.
package struct WorkerOptions: Sendable, Equatable {
    /// The host's process id: the program and all its forks die with it.
    package var parent: Int32
    /// The folder of third-party Python packages; empty when there is none.
    package var packages: String

    /// Reads the arguments after the program's name; nil for anything else than the host gives.
    package init?(arguments: [String]) {
        guard arguments.count == 2, let parent = Int32(arguments[0]) else { return nil }
        self.parent = parent
        packages = arguments[1]
    }
}
