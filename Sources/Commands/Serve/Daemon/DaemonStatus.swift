import Bridge
import Glibc
import JSON
import Posix

/// What `daemon/status` tells.
struct DaemonStatus: Sendable {
    let socket: String
    let server: SocketServer
    let services: [any DaemonService]
    private let began = ContinuousClock.now

    init(socket: String, server: SocketServer, services: [any DaemonService]) {
        self.socket = socket
        self.server = server
        self.services = services
    }

    func json() async -> JSONValue {
        let uptime = began.duration(to: .now)
        var members: [String: JSONValue] = [
            "pid": .integer(Int(getpid())), "version": .string(Program.version), "socket": .string(socket),
            "uptimeSeconds": .number(Double(uptime.components.seconds)), "clients": .integer(server.clients),
            "memoryBytes": .integer(Self.residentBytes), "queries": [], "corpora": [],
        ]
        for service in services { members.merge(await service.status()) { $1 } }
        return .object(members)
    }

    /// What of this process is in memory; the second number of `/proc/self/statm`, in pages.
    private static var residentBytes: Int {
        let fields = RunningProcess.own.text("statm").split(separator: " ")
        return fields.count > 1 ? (Int(fields[1]) ?? 0) * Int(sysconf(Int32(_SC_PAGESIZE))) : 0
    }
}
