import Bridge
import FoundationEssentials
import Glibc
import JSON
import Posix

/// One daemon of this program that is asked several questions about a folder, and pinged.
struct DaemonRun {
    private static let files = 5000
    private static let filesInAFolder = 50
    private static let questions = 10
    private static let pings = 2000
    private static let patience = 10.0

    let own: OwnProgram
    let server: MockServer
    let work: Work
    /// The text that the files hold together.
    let input: String
    let scratch: String

    func sample() async throws -> Sample {
        let folder = scratch + "/tree"
        try makeTree(folder)
        let home = scratch + "/daemon"
        try FileManager.default.createDirectory(
            atPath: home, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        let process = try ChildProcess(own.daemon(socket: home + "/rlm.sock", scratch: scratch))
        defer { process.kill() }
        let client = try await connected(home + "/rlm.sock")
        var sample = Sample()
        let start = ContinuousClock.now
        _ = try await requestDelay(client, folder)
        var delays: [Double] = []
        for _ in 0..<Self.questions { delays.append(try await requestDelay(client, folder)) }
        sample.wall = (ContinuousClock.now - start).seconds
        sample.questionStart = delays.median
        sample.ping = try await pings(client).median
        _ = try await client.request("daemon/stop")
        return sample
    }

    /// Spreads the input over many files, which then are old enough to be told from later ones.
    private func makeTree(_ folder: String) throws {
        let text = try Data(contentsOf: URL(filePath: input))
        let size = (text.count + Self.files - 1) / Self.files
        for number in 0..<Self.files {
            let parent = "\(folder)/\(number / Self.filesInAFolder)"
            if number % Self.filesInAFolder == 0 {
                try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
            }
            let piece = text[min(text.count, number * size)..<min(text.count, (number + 1) * size)]
            try write(piece, to: "\(parent)/\(number).txt")
        }
    }

    /// Without waiting for the disk, as `Data` would for each file.
    private func write(_ piece: Data, to path: String) throws {
        let number = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard number >= 0 else { throw PosixError.last("open", path) }
        try Descriptor(owning: number).writeAll(Array(piece))
    }

    /// A client after its handshake, once the daemon listens.
    private func connected(_ socket: String) async throws -> RPCClient {
        let end = ContinuousClock.now + .seconds(Self.patience)
        while true {
            do {
                let client = try RPCClient(connectedTo: try SocketPath(socket))
                try await client.initialize(name: "rlm bench", version: "1")
                return client
            } catch {
                guard ContinuousClock.now < end else { throw BenchmarkError("the daemon does not serve: \(error)") }
                try await Task.sleep(for: .milliseconds(10))
            }
        }
    }

    /// Asks a question and waits for its end.
    /// - Returns: the seconds from its sending to the arrival of its first request.
    private func requestDelay(_ client: RPCClient, _ folder: String) async throws -> Double {
        // Nothing is kept of files that have changed just before they were read.
        try await Task.sleep(for: .milliseconds(60))
        try await server.set(MockScript(root: OwnProgram.replies(work)))
        let epoch = Date().timeIntervalSince1970
        let query = try await client.request(
            "query/start",
            [
                "question": "go", "sources": [["kind": "path", "path": .string(folder)]],
                "workingDirectory": .string(folder),
                "options": [
                    "model": "openai/mock", "subModel": "openai/sub", "baseUrl": .string(server.url),
                    "alwaysRecurse": true,
                ],
            ])["queryId"]
        let state = await lastUpdate(of: query, client)
        let answer = state?["answer"]?.string ?? ""
        guard state?["state"] == "done", let number = Int(answer), work.accepts(number) else {
            throw BenchmarkError("its answer was “\(answer.prefix(100))”.")
        }
        guard let first = try await server.statistics().t_root.first else {
            throw BenchmarkError("the mock server was not asked.")
        }
        return first - epoch
    }

    private func lastUpdate(of query: JSONValue?, _ client: RPCClient) async -> JSONValue? {
        for await note in client.notifications {
            let update = note.params
            if update["queryId"] == query, update["kind"] == "state", update["state"] != "running" { return update }
        }
        return nil
    }

    private func pings(_ client: RPCClient) async throws -> [Double] {
        var times: [Double] = []
        for _ in 0..<Self.pings {
            let start = ContinuousClock.now
            _ = try await client.request("ping")
            times.append((ContinuousClock.now - start).seconds)
        }
        return times
    }
}
