import Bridge
import Dogfood
import Glibc
import JSON
import Posix

/// The person behind a client: only a person decides on proposals.
enum Reviewers {
    /// - Throws: unless the client says that a person decides in it and no agent of ours has started it.
    static func expectPerson(_ peer: Peer) throws(RPCError) {
        guard peer.introduction?.capabilities["approvals"]?.bool == true else {
            throw RPCError(
                .invalidRequest, "this client has not said that a person decides in it",
                hint: "a client that shows proposals to a person sends “approvals”: true among its capabilities")
        }
        guard let process = peer.credentials?.process else {
            throw RPCError(.invalidRequest, "nobody knows whose process this client is, so that it cannot decide")
        }
        // rlm-dogfood itself asks the person at its terminal.
        guard
            !RunningProcess(process).ancestry.dropFirst().contains(where: {
                $0.program?.hasSuffix("/rlm-dogfood") == true
            })
        else {
            throw RPCError(
                .invalidRequest, "this client was started by rlm-dogfood, which cannot decide on its proposals")
        }
    }

    static func reviewer(_ peer: Peer, _ proposals: Proposals) throws(RPCError) -> Decision.Reviewer {
        let user = peer.credentials?.user ?? getuid()
        let login = getpwuid(user).map { String(cString: $0.pointee.pw_name) } ?? "\(user)"
        return Decision.Reviewer(
            name: (try? proposals.personsName()) ?? login, user: user, via: peer.introduction?.name ?? "socket")
    }
}
