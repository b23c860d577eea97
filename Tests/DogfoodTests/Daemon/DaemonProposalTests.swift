import Bridge
import Dogfood
import FoundationEssentials
import Glibc
import JSON
import Posix
import TestSupport
import Testing

/// Proposals and cycles as clients of the daemon have them.
@Suite struct DaemonProposalTests {
    /// A daemon of the program that was built, with the state of a fixture's repository.
    ///
    /// What goes over the wire is held against the schema of the protocol.
    private final class Serving: Sendable {
        private let client: RPCClient
        private let schema: JSONSchema
        private let child: ChildProcess

        init(_ binary: DogfoodBinary, approvals: Bool = true) async throws {
            schema = try ProtocolText.schema()
            let socket = binary.repository.folder.path("run/rlm.sock")
            mkdir(binary.repository.folder.path("run"), 0o700)
            let program = binary.path.replacing("rlm-dogfood", with: "rlm")
            child = try ChildProcess(
                ChildCommand(
                    program, ["serve", "--foreground", "--socket", socket], environment: binary.environment,
                    directory: "/"))
            client = try await Self.connected(to: try SocketPath(socket))
            try await client.initialize(name: "test", version: "1", capabilities: ["approvals": .bool(approvals)])
        }

        private static func connected(to path: SocketPath) async throws -> RPCClient {
            for _ in 0..<3000 {
                if let client = try? RPCClient(connectedTo: path) { return client }
                try await Task.sleep(for: .milliseconds(10))
            }
            throw SocketError.nobody(path.path)
        }

        deinit { child.kill() }

        func request(_ method: String, _ params: JSONValue) async throws -> JSONValue {
            #expect(schema.objection(to: params, definition: method + " params") == nil)
            let result = try await client.request(method, params)
            #expect(schema.objection(to: result, definition: method + " result") == nil)
            return result
        }

        /// What a request is refused with, which may be no proper one.
        func error(_ method: String, _ params: JSONValue) async -> RPCError.Kind? {
            do {
                _ = try await client.request(method, params)
                return nil
            } catch {
                return (error as? RPCError)?.kind
            }
        }

        /// Waits for a notification.
        func heard(_ method: String, _ fits: (JSONValue) -> Bool = { _ in true }) async -> JSONValue? {
            for await note in client.notifications {
                #expect(schema.objection(to: note.params, definition: note.method + " params") == nil)
                if note.method == method, fits(note.params) { return note.params }
            }
            return nil
        }
    }

    @Test func showsApprovesLandsAndTakesBack() async throws {
        let fixture = try ProposalFixture()
        let proposal = try await fixture.publish()
        let serving = try await Serving(fixture.binary)
        let repository = JSONValue.string(fixture.repository.path)
        let list = try await serving.request("proposal/list", ["repository": repository])
        #expect(list["waiting"] == 1)
        let shown = try #require(list["proposals"]?.array?.first)
        #expect(shown["id"] == "p1" && shown["state"] == "proposed" && shown["risk"] == "low")
        let whole = try await serving.request("proposal/get", ["repository": repository, "id": "p1"])
        #expect(whole["diff"]?.string?.contains("+the word") == true)
        #expect(whole["evidence"] == [["path": "words.txt", "line": 1, "text": "the teh word"]])
        #expect(whole["gates"]?.array?.first?["verdict"] == "passed")
        let revision: JSONValue = ["repository": repository, "id": "p1", "revision": .string(proposal.tree)]
        let request = JSONValue.object((revision.object ?? [:]).merging(["decision": "approve"]) { $1 })
        #expect(await serving.error("proposal/land", revision) == .conflict)
        #expect(try await serving.request("proposal/decide", request) == ["state": "approved"])
        #expect(await serving.heard("proposal/updated")?["waiting"] == 0)
        #expect(await serving.error("proposal/decide", request) == .conflict)
        let landed = try await serving.request("proposal/land", revision)
        #expect(landed["commit"]?.string == (try fixture.repository.git("rev-parse", "HEAD")))
        #expect(try fixture.text("words.txt") == "the word\n")
        _ = try await serving.request("proposal/revert", ["repository": repository, "id": "p1"])
        #expect(try fixture.text("words.txt") == "the teh word\n")
        let decision = try #require(try fixture.proposals.entry("p1").decisions.first)
        #expect(decision.reviewer == .init(name: "Ada <ada@example.org>", user: getuid(), via: "test"))
    }

    @Test func demandsWhatADecisionNeeds() async throws {
        let fixture = try ProposalFixture()
        let proposal = try await fixture.publish(fixture.change(risk: .high))
        let serving = try await Serving(fixture.binary)
        func decision(_ more: JSONValue) -> JSONValue {
            let basic: [String: JSONValue] = [
                "repository": .string(fixture.repository.path), "id": "p1", "revision": .string(proposal.tree),
            ]
            return .object(basic.merging(more.object ?? [:]) { $1 })
        }
        #expect(await serving.error("proposal/decide", decision(["decision": "approve"])) == .confirmationNeeded)
        #expect(
            await serving.error("proposal/decide", decision(["decision": "approve", "confirmation": "yes"]))
                == .confirmationNeeded)
        #expect(
            await serving.error(
                "proposal/decide", decision(["decision": "approve", "revision": "0", "confirmation": "p1"]))
                == .conflict)
        #expect(await serving.error("proposal/decide", decision(["decision": "reject"])) == .invalidParams)
        #expect(await serving.error("proposal/decide", decision(["decision": "maybe"])) == .invalidParams)
        #expect(await serving.error("proposal/get", decision(["id": "p9"])) == .notFound)
        #expect(await serving.error("proposal/list", ["repository": "relative"]) == .invalidParams)
        #expect(await serving.error("proposal/list", ["repository": "/"]) == .notFound)
        #expect(try fixture.state("p1") == .proposed)
        let approval = decision(["decision": "approve", "confirmation": "p1"])
        #expect(try await serving.request("proposal/decide", approval) == ["state": "approved"])
    }

    @Test func letsNobodyDecideInWhomNoPersonDoes() async throws {
        let fixture = try ProposalFixture()
        let proposal = try await fixture.publish()
        let serving = try await Serving(fixture.binary, approvals: false)
        let request: JSONValue = [
            "repository": .string(fixture.repository.path), "id": "p1", "revision": .string(proposal.tree),
            "decision": "approve",
        ]
        #expect(await serving.error("proposal/decide", request) == .invalidRequest)
        #expect(await serving.error("proposal/land", request) == .invalidRequest)
        #expect(try fixture.state("p1") == .proposed)
    }

    /// A shell under the name of our agent starts a client that says that a person decides in it.
    @Test func letsNobodyDecideWhomTheAgentStarted() async throws {
        let fixture = try ProposalFixture()
        let proposal = try await fixture.publish()
        let serving = try await Serving(fixture.binary)
        let folder = fixture.repository.folder
        try FileManager.default.createDirectory(atPath: folder.path("bin"), withIntermediateDirectories: false)
        try FileManager.default.copyItem(atPath: "/bin/dash", toPath: folder.path("bin/rlm-dogfood"))
        let client = """
            import json, socket, sys
            s = socket.socket(socket.AF_UNIX); s.connect(sys.argv[1]); answers = s.makefile()
            def ask(number, method, **params):
                s.sendall(json.dumps({"jsonrpc": "2.0", "id": number, "method": method, "params": params}).encode() + b"\\n")
                return answers.readline()
            ask(1, "initialize", protocolVersion=1, clientInfo={"name": "rlm-dogfood"}, capabilities={"approvals": True})
            print(ask(2, "proposal/decide", repository=sys.argv[2], id="p1", revision=sys.argv[3], decision="approve"))
            """
        let arguments = [client, folder.path("run/rlm.sock"), fixture.repository.path, proposal.tree]
        let command = ChildCommand(
            folder.path("bin/rlm-dogfood"), ["-c", "/usr/bin/python3 -c \"$@\"; true", "sh"] + arguments,
            environment: fixture.binary.environment)
        let output = try await ChildProcess.run(command, timeout: 60)
        #expect(output.text.contains("was started by rlm-dogfood"), "\(output.text)\(output.errorText)")
        #expect(try fixture.state("p1") == .proposed)
        withExtendedLifetime(serving) {}
    }

    @Test func tellsOfWhatOthersDecide() async throws {
        let fixture = try ProposalFixture()
        let proposal = try await fixture.publish()
        let serving = try await Serving(fixture.binary)
        let repository = JSONValue.string(fixture.repository.path)
        _ = try await serving.request("proposal/list", ["repository": repository])
        try fixture.decide(proposal, .rejected)
        #expect(await serving.heard("proposal/updated") == ["repository": repository, "waiting": 0])
        try await fixture.publish(fixture.change("Another", path: "other.txt", to: "touched\n"))
        #expect(await serving.heard("proposal/updated") == ["repository": repository, "waiting": 1])
    }

    @Test(.whereSandboxesStart) func runsACycle() async throws {
        let binary = try DogfoodBinary()
        try binary.repository.write("There are two seperate parts.\n", to: "README.md")
        try binary.repository.commit("Begin")
        let serving = try await Serving(binary)
        let repository = JSONValue.string(binary.repository.path)
        let test = "test -f README.md"
        #expect(await serving.error("cycle/start", ["repository": repository, "options": ["x": 1]]) == .invalidParams)
        let started = try await serving.request(
            "cycle/start", ["repository": repository, "options": ["testCommand": .string(test)]])
        #expect(started == ["runId": "r1"])
        let end = await serving.heard("cycle/update") { $0["state"] != "running" }
        #expect(end?["state"] == "done" && end?["proposals"] == ["p1"])
        let list = try await serving.request("proposal/list", ["repository": repository])
        #expect(list["waiting"] == 1)
    }

    @Test func stopsACycle() async throws {
        let binary = try DogfoodBinary()
        try binary.repository.write("There are two seperate parts.\n", to: "README.md")
        try binary.repository.commit("Begin")
        let serving = try await Serving(binary)
        let repository = JSONValue.string(binary.repository.path)
        #expect(try await serving.request("cycle/stop", ["repository": repository]) == ["stopped": false])
        let request: JSONValue = ["repository": repository, "options": ["testCommand": "sleep 60"]]
        _ = try await serving.request("cycle/start", request)
        #expect(await serving.error("cycle/start", request) == .busy)
        #expect(try await serving.request("cycle/stop", ["repository": repository]) == ["stopped": true])
        #expect(await serving.heard("cycle/update") { $0["state"] != "running" }?["state"] == "stopped")
    }
}
