import CPosix
import CPython
import Glibc
import Posix
import WorkerPython

/// The program behind sessions: a warmed Python that runs no code of a model, and its forks, which do.
///
/// A fork is a child of the host, as the program itself is.
package enum Worker {
    private static let control: Int32 = 3

    /// Forks a session whenever the host asks for one, until the host has gone; in a session, runs it to its end.
    /// - Parameter arguments: what stands on the command line after the program's name.
    /// - Returns: the exit status.
    package static func run(_ arguments: [String]) -> Int32 {
        guard let options = WorkerOptions(arguments: arguments) else {
            return fail("rlm-repl is started by rlm, which talks to it through a socket; run `rlm ask` instead.", 2)
        }
        do throws(PosixError) {
            var folders = FoldersOfSessions()
            guard startPython(packages: options.packages), cpython_warm() == 0 else { return 70 }
            var readable = ["/etc/ld.so.cache", "/etc/localtime", "/usr/share/zoneinfo", "/dev/urandom"]
            readable += SharedLibraries.folders(of: ["libpython", "libc."]) + pythonPaths
            while let (request, descriptors) = try nextRequest() {
                folders.add(request.temporaryFolder)
                let id = cpython_fork(cposix_fork_sibling)
                if id == 0 { return session(request, descriptors, options.parent, readable) }
                // A host that has gone meanwhile is told nothing; then there is no next request either.
                try? answer(id > 0 ? id : Int(-errno))
                for descriptor in descriptors { close(descriptor) }
            }
            folders.remove()
            return 0
        } catch {
            return fail("rlm-repl: \(error)", 71)
        }
    }

    /// Waits for the host's next request; nil when the host has gone.
    private static func nextRequest() throws(PosixError) -> (ForkRequest, [Int32])? {
        var message = [UInt8](repeating: 0, count: ForkRequest.longest)
        var descriptors = [Int32](repeating: -1, count: ForkRequest.descriptorCounts.upperBound)
        var count = Int32(descriptors.count)
        let length = cposix_receive_packet(control, &message, message.count, &descriptors, &count)
        if length == 0 || (length < 0 && errno == ECONNRESET) { return nil }
        guard length > 0 else { throw .last("recvmsg") }
        guard let request = ForkRequest(message: message[..<length]),
            ForkRequest.descriptorCounts.contains(Int(count))
        else {
            throw PosixError(code: EBADMSG, call: "recvmsg", context: "the request for a session")
        }
        return (request, Array(descriptors.prefix(Int(count))))
    }

    /// Tells the host the new session's process, or a negative errno.
    private static func answer(_ result: Int) throws(PosixError) {
        try withUnsafeBytes(of: Int64(result)) { bytes throws(PosixError) in
            try PosixError.check(cposix_send_packet(control, bytes.baseAddress, bytes.count, nil, 0), "sendmsg")
        }
    }

    private static func session(
        _ request: ForkRequest, _ descriptors: [Int32], _ host: Int32, _ readable: [String]
    ) -> Int32 {
        do throws(PosixError) {
            let session = try ForkedSession(request, descriptors: descriptors, host: host)
            return try session.run(readable: readable)
        } catch {
            return fail("rlm-repl: \(error)", 71)
        }
    }

    private static func startPython(packages: String) -> Bool {
        var modules: [cpython_module] = []
        guard var module = worker_python_modules() else { return false }
        while module.pointee.name != nil {
            modules.append(cpython_module(name: module.pointee.name, source: module.pointee.source))
            module += 1
        }
        modules.append(cpython_module(name: nil, source: nil))
        let table = UnsafeMutablePointer<cpython_module>.allocate(capacity: modules.count)
        table.initialize(from: modules, count: modules.count)
        let folder = packages.isEmpty ? nil : strdup(packages)
        guard let problem = cpython_start(table, folder) else { return true }
        _ = fail("rlm-repl: \(String(cString: problem))", 70)
        return false
    }

    private static var pythonPaths: [String] {
        var paths: [String] = []
        while let path = cpython_path(Int32(paths.count)) { paths.append(String(cString: path)) }
        return paths
    }

    private static func fail(_ message: String, _ status: Int32) -> Int32 {
        let line = message + "\n"
        _ = line.withCString { write(STDERR_FILENO, $0, strlen($0)) }
        return status
    }
}
