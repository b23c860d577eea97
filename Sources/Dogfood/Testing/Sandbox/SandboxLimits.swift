import Glibc

/// How much a command in the sandbox may take before it is killed with all that it started.
package struct SandboxLimits: Codable, Sendable, Equatable {
    /// Seconds from start to end.
    package var seconds: Double
    /// Seconds without any output.
    package var silence: Double
    /// Bytes of private and shared memory of all processes together; their files in memory are limited by `temporary`.
    package var memory: UInt64
    package var processes: Int
    /// Bytes that may be written to disk.
    package var disk: UInt64
    /// Bytes of each of the folders in memory, `/tmp` and `/dev/shm`.
    package var temporary: UInt64
    /// Bytes of output that are kept; more of it is dropped.
    package var output = 64 << 20

    package init(
        seconds: Double, silence: Double, memory: UInt64? = nil, processes: Int = 2048, disk: UInt64 = 16 << 30,
        temporary: UInt64? = nil
    ) {
        let physical = UInt64(sysconf(Int32(_SC_PHYS_PAGES))) * UInt64(sysconf(Int32(_SC_PAGESIZE)))
        self.seconds = seconds
        self.silence = silence
        self.memory = memory ?? physical / 4 * 3
        self.processes = processes
        self.disk = disk
        self.temporary = temporary ?? min(4 << 30, physical / 8)
    }
}
