import Bridge
@preconcurrency import Dispatch
import Dogfood
import JSON
import Posix
import Synchronization

/// Tells clients that have looked at a repository's proposals when these change, whoever changes them.
final class ProposalWatch: Sendable {
    private struct Watched {
        var folder: FolderWatch
        /// The clients by their numbers, and what each calls the repository.
        var clients: [Int: (peer: Peer, repository: String)] = [:]
        var seen: [String: Proposal.State]
        var isDue = false
    }

    private static let queue = DispatchQueue(label: "rlm.proposal-watch")
    private let watched = Mutex<[String: Watched]>([:])

    /// Lets a client hear of changes until it leaves.
    func add(_ peer: Peer, _ repository: String, _ proposals: Proposals) throws {
        let folder = proposals.ledger.folder.path
        let isKnown = watched.withLock { watched in
            guard watched[folder] != nil else { return false }
            watched[folder]?.clients[peer.number] = (peer, repository)
            return true
        }
        if isKnown { return forget(peer, at: folder) }
        let watch = try FolderWatch(folder)
        let seen = Self.states(try proposals.ledger.state)
        watched.withLock { watched in
            var entry = watched[folder] ?? Watched(folder: watch, seen: seen)
            entry.clients[peer.number] = (peer, repository)
            watched[folder] = entry
        }
        watch.start { [weak self] in self?.changed(folder, proposals) }
        forget(peer, at: folder)
    }

    /// Sends a notification to all who look at a repository's proposals.
    func tell(_ folder: String, _ method: String, _ params: JSONValue, _ delivery: Delivery = .always) {
        let clients = watched.withLock { $0[folder]?.clients.values.map { $0 } ?? [] }
        for (peer, repository) in clients {
            var members = params.object ?? [:]
            members["repository"] = .string(repository)
            peer.notify(method, .object(members), delivery)
        }
    }

    private func forget(_ peer: Peer, at folder: String) {
        peer.onClose { [weak self] in
            self?.watched.withLock { watched in
                watched[folder]?.clients[peer.number] = nil
                if watched[folder]?.clients.isEmpty == true { watched[folder] = nil }
            }
        }
    }

    /// Looks a moment later, since one act adds several records.
    private func changed(_ folder: String, _ proposals: Proposals) {
        let isFirst = watched.withLock { watched in
            defer { watched[folder]?.isDue = true }
            return watched[folder]?.isDue == false
        }
        guard isFirst else { return }
        Self.queue.asyncAfter(deadline: .now() + 0.05) { [weak self] in self?.look(folder, proposals) }
    }

    private func look(_ folder: String, _ proposals: Proposals) {
        watched.withLock { $0[folder]?.isDue = false }
        guard let state = try? proposals.ledger.state else { return }
        let states = Self.states(state)
        let isNews = watched.withLock { watched in
            defer { watched[folder]?.seen = states }
            return watched[folder].map { $0.seen != states } ?? false
        }
        if isNews { tell(folder, "proposal/updated", ["waiting": .integer(state.inbox.count)]) }
    }

    private static func states(_ state: LedgerState) -> [String: Proposal.State] {
        Dictionary(state.proposals.filter(\.isPublished).map { ($0.proposal.id, $0.state) }) { $1 }
    }
}
