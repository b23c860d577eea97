import CPosix
import Glibc

/// Shuts this process off from the machine, for good.
///
/// To be used while the process has one thread: the kernel confines the calling thread and those that it makes later.
package enum Sandbox {
    /// Has the process die with the one that started it.
    /// - Parameter parent: the process id of the starter, as the starter told it.
    package static func dieWithParent(_ parent: Int32) throws(PosixError) {
        try PosixError.check(cposix_die_with_parent(parent), "prctl")
    }

    /// Puts a memory file system of bounded size over `folder`, which goes with the process; before `enter`.
    ///
    /// With 0 `bytes` it does not, and reports the layer as missing.
    package static func mountPrivate(_ folder: String, bytes: Int, files: Int, report: inout SandboxReport) {
        let code = bytes == 0 ? ENOTSUP : cposix_mount_private(folder, UInt64(bytes), UInt64(files))
        report.add(privateFolderLayer, errno: code)
    }

    /// The layer of `mountPrivate`, as reports name it.
    package static let privateFolderLayer = "private tmpfs"

    /// Enters the sandbox as far as the kernel goes, and adds to `report` what holds and what is missing.
    /// - Parameter questions: a packet socket whose other end gets a descriptor with which it decides about the forks
    ///   that this process asks for; where that cannot be, it can make none.
    /// - Throws: when the process has other threads, which would stay outside.
    package static func enter(
        _ policy: SandboxPolicy, questions: Int32, report: inout SandboxReport
    ) throws(PosixError) {
        guard cposix_thread_count() == 1 else {
            throw PosixError(code: EBUSY, call: "landlock_restrict_self", context: "the process has other threads")
        }
        let ownNamespace = report.layers.contains(privateFolderLayer)
        var limits = cposix_limits(
            memory: UInt64(policy.memoryLimit), file: UInt64(policy.fileSizeLimit),
            descriptors: UInt64(policy.descriptorLimit), threads: ownNamespace ? UInt64(policy.threadLimit) : 0)
        report.add("rlimits", errno: cposix_limit(&limits))
        report.add("not dumpable", errno: cposix_hide())
        let guardsFiles = enterLandlock(policy, report: &report)
        let asks = askBeforeForks(questions)
        report.add("seccomp", errno: cposix_restrict_syscalls(guardsFiles ? 1 : 0, asks ? 1 : 0))
    }

    private static func askBeforeForks(_ questions: Int32) -> Bool {
        var listener = cposix_ask_before_forks()
        guard listener >= 0 else { return false }
        defer { close(listener) }
        return cposix_send_packet(questions, [0], 1, &listener, 1) == 0
    }

    /// Without Landlock no call may change any file, since nothing tells the temporary folder from others.
    /// - Returns: true when only the policy's files can be read and written from here on.
    private static func enterLandlock(_ policy: SandboxPolicy, report: inout SandboxReport) -> Bool {
        let abi = cposix_landlock_abi()
        guard abi > 0 else {
            report.missing.append("landlock: the kernel has none, so cells can read your files, and write none at all")
            return false
        }
        let readable = CStringArray(policy.readable)
        let writable = CStringArray(policy.writable)
        let code = readable.withConstPointers { readable in
            writable.withConstPointers { cposix_landlock_enter(abi, readable, $0) }
        }
        report.add("landlock \(abi)", errno: code)
        return code == 0
    }
}
