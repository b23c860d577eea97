import CPosix
import CPython
import Glibc
import Posix

/// A process just forked for a session: gets its own descriptors, folder and sandbox, and runs cells.
struct ForkedSession {
    private let request: ForkRequest
    private let host: Int32
    /// The packet socket that came last.
    private let questions: Int32
    private var report = SandboxReport()

    /// Becomes the leader of a group of its own, with the descriptors at the numbers from 1 on, in the private folder.
    init(_ request: ForkRequest, descriptors: [Int32], host: Int32) throws(PosixError) {
        self.request = request
        self.host = host
        questions = Int32(descriptors.count)
        setsid()
        try PosixError.check(cposix_take_descriptors(descriptors, Int32(descriptors.count)), "dup2")
        Sandbox.mountPrivate(
            request.temporaryFolder, bytes: request.temporaryBytes, files: request.temporaryFiles, report: &report)
        try Sandbox.dieWithParent(host)
        if chdir(request.temporaryFolder) != 0 { throw .last("chdir", request.temporaryFolder) }
    }

    /// Runs until the host has gone.
    /// - Parameter readable: what cells may read besides the folder.
    /// - Returns: the exit status.
    consuming func run(readable: [String]) throws(PosixError) -> Int32 {
        guard cpython_prepare() == 0 else { return 70 }
        let policy = SandboxPolicy(
            readable: readable, writable: [request.temporaryFolder, "/dev/null"], memoryLimit: request.memoryLimit)
        try Sandbox.enter(policy, questions: questions, report: &report)
        close(questions)
        cpython_keep_copies(cposix_fork_asleep, host, SIGUSR2)
        let layers = CStringArray(report.layers)
        let missing = CStringArray(report.missing)
        return layers.withConstPointers { layers in
            missing.withConstPointers { cpython_serve(layers, $0) == 0 ? 0 : 70 }
        }
    }
}
