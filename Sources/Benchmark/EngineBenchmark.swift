import FoundationEssentials
import Posix

/// Measures the engine, and peers where there are any, against one mock server in one run.
///
/// In each round every piece of work is done by every contestant, one after another, so that whatever else the
/// machine does falls on all of them alike. Where memory counts, the work is done once more with the memory watched,
/// so that the watching costs the time nothing.
package struct EngineBenchmark: Sendable {
    package var rows: [any Row]
    package var runs: Int
    package var peers: [Peer]
    /// The folder for the inputs.
    package var parent: String

    package init(rows: [any Row] = Rows.all, runs: Int = 5, peers: [Peer] = [], parent: String? = nil) {
        self.rows = rows
        self.runs = runs
        self.peers = peers
        let named = ProcessInfo.processInfo.environment["TMPDIR"] ?? ""
        self.parent = parent ?? (named.hasPrefix("/") ? named : "/var/tmp")
    }

    /// True for a build whose numbers mean nothing.
    package static var isDebugBuild: Bool {
        #if DEBUG
            true
        #else
            false
        #endif
    }

    /// Runs everything. Cancelling the task ends it and removes the inputs.
    /// - Parameter note: told what is being done, and what went wrong.
    package func run(note: @escaping @Sendable (String) -> Void) async throws -> [RowResult] {
        let works = rows.map(\.work).reduce(into: [Work]()) { if !$0.contains($1) { $0.append($1) } }
        let single = try await MockServer()
        defer { single.process.kill() }
        let fleet = try await MockServer(Fleet.uneven.servers.flatMap { _ in ["--port", "0"] })
        defer { fleet.process.kill() }
        let inputs = Set(works.map(\.input))
        note("making the inputs: \(inputs.reduce(0) { $0 + $1.megabytes }) MB in \(parent)")
        let data = try DataFolder(inputs, beside: parent)
        defer { data.remove() }
        let rounds = Rounds(
            runner: Runner(single: single, fleet: fleet, data: data), own: try OwnProgram(), peers: peers, works: works,
            note: note)
        return try await rounds.run(runs).results(rows)
    }
}
