import CPython
import Glibc
import Posix
import WorkerPython

/// The process that runs a model's code: Python inside a sandbox, at the other end of a socket.
package enum Worker {
    /// Runs until the host has gone.
    /// - Parameter arguments: what stands on the command line after the program's name.
    /// - Returns: the exit status.
    package static func run(_ arguments: [String]) -> Int32 {
        guard let options = WorkerOptions(arguments: arguments) else {
            return fail("rlm-repl is started by rlm, which talks to it through a socket; run `rlm ask` instead.", 2)
        }
        do throws(PosixError) {
            var report = SandboxReport()
            Sandbox.mountPrivate(
                options.temporaryFolder, bytes: options.temporaryBytes, files: options.temporaryFiles, report: &report)
            try Sandbox.dieWithParent(options.parent)
            if chdir(options.temporaryFolder) != 0 { throw .last("chdir", options.temporaryFolder) }
            guard startPython(packages: options.packages) else { return 70 }
            guard cpython_prepare() == 0 else { return 70 }
            try Sandbox.enter(policy(options), report: &report)
            return serve(report)
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

    private static func serve(_ report: SandboxReport) -> Int32 {
        let layers = CStringArray(report.layers)
        let missing = CStringArray(report.missing)
        return layers.withConstPointers { layers in
            missing.withConstPointers { cpython_serve(layers, $0) == 0 ? 0 : 70 }
        }
    }

    private static func policy(_ options: WorkerOptions) -> SandboxPolicy {
        var readable = ["/etc/ld.so.cache", "/etc/localtime", "/usr/share/zoneinfo", "/dev/urandom"]
        readable += SharedLibraries.folders(of: ["libpython", "libc."])
        var index: Int32 = 0
        while let path = cpython_path(index) {
            readable.append(String(cString: path))
            index += 1
        }
        return SandboxPolicy(
            readable: readable, writable: [options.temporaryFolder, "/dev/null"], memoryLimit: options.memoryLimit)
    }

    private static func fail(_ message: String, _ status: Int32) -> Int32 {
        let line = message + "\n"
        _ = line.withCString { write(STDERR_FILENO, $0, strlen($0)) }
        return status
    }
}
