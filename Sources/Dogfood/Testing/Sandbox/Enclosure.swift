import Glibc

/// What a command sees in the sandbox; all else of the machine is absent.
///
/// No network, no variable, no process and no file of the user is there. The command runs as an ordinary user without
/// capabilities. Rootless: user namespaces do it all, be the caller root or not.
package struct Enclosure: Sendable {
    /// A folder or file of the machine at a place in the sandbox.
    package struct Binding: Sendable, Equatable {
        package var source: String
        package var place: String
        package var writable: Bool

        package init(_ source: String, at place: String, writable: Bool = false) {
            self.source = source
            self.place = place
            self.writable = writable
        }
    }

    /// Folders of which `upper` takes all changes that are made to `lower`; it is seen where `upper` is bound.
    package struct Overlay: Sendable, Equatable {
        package var lower: String
        package var upper: String
        package var work: String

        package init(lower: String, upper: String, work: String) {
            self.lower = lower
            self.upper = upper
            self.work = work
        }
    }

    package var toolchain: Toolchain?
    package var bindings: [Binding]
    package var overlay: Overlay?
    package var environment: [String: String] = [:]
    /// Where the command starts.
    package var directory: String
    /// Lets the command reach the network: never for code of a candidate.
    package var network = false

    package init(toolchain: Toolchain?, bindings: [Binding], overlay: Overlay? = nil, directory: String) {
        self.toolchain = toolchain
        self.bindings = bindings
        self.overlay = overlay
        self.directory = directory
    }

    /// What of the system's own folders a build needs, without anything that is secret.
    private static let system = [
        "/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/alternatives", "/etc/localtime",
        "/etc/nsswitch.conf", "/etc/protocols", "/etc/services", "/etc/mime.types", "/etc/terminfo", "/etc/ssl/certs",
        "/etc/ssl/openssl.cnf", "/etc/ca-certificates", "/etc/debian_version", "/etc/os-release", "/etc/python3",
        "/etc/python3.11", "/etc/perl", "/etc/java", "/etc/emacs", "/sys/devices/system/cpu",
    ]

    /// The whole command line, `command` with all that encloses it.
    func commandLine(_ command: [String], limits: SandboxLimits) -> [String] {
        let host = "\(getpid())"
        let inside = ["bwrap"] + isolation + mounts(limits) + bound + settings + ["--"] + bounded(command, limits)
        guard let overlay else {
            return ["setpriv", "--pdeathsig", "KILL", "sh", "-c", Self.alive + "exec \"$@\"", "sh", host] + inside
        }
        // A mount made in a namespace of its own goes with the last process there.
        let options = "lowerdir=\(overlay.lower),upperdir=\(overlay.upper),workdir=\(overlay.work),userxattr"
        let script = Self.alive + "mount -t overlay overlay -o \"$1\" \"$2\" && shift 2 && exec \"$@\""
        return ["unshare", "--user", "--map-root-user", "--mount", "--propagation", "private"]
            + ["setpriv", "--pdeathsig", "KILL", "sh", "-c", script, "sh", host, options, overlay.upper] + inside
    }

    /// Ends at once when the process that wants the sandbox is gone; from then on the kernel ends both together.
    private static let alive = "[ \"$PPID\" = \"$1\" ] || exit 125; shift; "

    private var isolation: [String] {
        ["--unshare-all"] + (network ? ["--share-net"] : [])
            + ["--die-with-parent", "--new-session", "--clearenv", "--uid", "1000", "--gid", "1000"]
            + ["--hostname", "localhost"]
    }

    private func mounts(_ limits: SandboxLimits) -> [String] {
        var all = ["--ro-bind", "/usr", "/usr"]
        for name in ["bin", "lib", "lib64", "lib32", "sbin"] { all += ["--symlink", "usr/\(name)", "/\(name)"] }
        for path in Self.system { all += ["--ro-bind-try", path, path] }
        if network { all += ["--ro-bind-try", "/etc/resolv.conf", "/etc/resolv.conf"] }
        if let toolchain, !toolchain.folder.hasPrefix("/usr/") {
            all += ["--ro-bind", toolchain.folder, toolchain.folder]
        }
        all += ["--proc", "/proc", "--dev", "/dev", "--size", "\(limits.temporary)", "--tmpfs", "/dev/shm"]
        all += ["--size", "\(limits.temporary)", "--perms", "1777", "--tmpfs", "/tmp", "--dir", "/tmp/home"]
        return all
    }

    private var bound: [String] {
        bindings.flatMap { [$0.writable ? "--bind" : "--ro-bind", $0.source, $0.place] }
    }

    private var settings: [String] {
        let tools = toolchain.map { "\($0.folder)/bin:" } ?? ""
        var variables = [
            "PATH": "\(tools)/usr/local/bin:/usr/bin:/bin", "HOME": "/tmp/home", "TMPDIR": "/tmp", "USER": "user",
            "LC_ALL": "C.UTF-8", "TERM": "dumb", "GIT_CONFIG_NOSYSTEM": "1",
        ]
        variables.merge(environment) { $1 }
        return variables.sorted { $0.key < $1.key }.flatMap { ["--setenv", $0.key, $0.value] }
            + ["--chdir", directory, "--remount-ro", "/dev", "--remount-ro", "/"]
    }

    /// Limits of the kernel's own, which hold between two looks of the watch.
    private func bounded(_ command: [String], _ limits: SandboxLimits) -> [String] {
        ["prlimit", "--core=0", "--fsize=\(limits.disk)", "--nproc=\(limits.processes)", "--"] + command
    }
}
