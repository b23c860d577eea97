import FoundationEssentials
import Glibc
import Posix

/// Another engine, installed in a Python environment of its own.
package struct Peer: Contestant {
    package let name: String
    /// The environment's `python`.
    package let python: String
    private let driver: String

    /// The drivers by the names of peers.
    private static let drivers = [
        "rlms": "rlms.py", "dspy": "dspy.py", "recursive-llm": "recursive_llm.py", "ysz": "recursive_llm.py",
    ]

    /// Reads what `--peers` was given: `NAME=PYTHON`, or a folder of environments with the names of peers.
    package static func read(_ text: String) throws -> [Peer] {
        if let equals = text.firstIndex(of: "=") {
            return [try Peer(String(text[..<equals]), python: String(text[text.index(after: equals)...]))]
        }
        let found = drivers.keys.sorted().map { ($0, "\(text)/\($0)/bin/python") }.filter { access($0.1, X_OK) == 0 }
        guard !found.isEmpty else {
            throw BenchmarkError(
                "\(text) holds no environment of a peer, such as \(text)/rlms/bin/python; "
                    + "peers: \(drivers.keys.sorted().joined(separator: ", ")).")
        }
        return try found.map { try Peer($0.0, python: $0.1) }
    }

    private init(_ name: String, python: String) throws {
        guard let driver = Self.drivers[name] else {
            throw BenchmarkError(
                "there is no driver for “\(name)”; peers: \(Self.drivers.keys.sorted().joined(separator: ", ")).")
        }
        guard access(python, X_OK) == 0 else { throw BenchmarkError("\(python) is no program that can be run.") }
        self.name = name
        self.python = python
        self.driver = driver
    }

    /// Writes the drivers into `folder`.
    static func writeDrivers(to folder: String) throws {
        let texts = [
            "peer.py": PackageResources.peer_py, "rlms.py": PackageResources.rlms_py,
            "dspy.py": PackageResources.dspy_py, "recursive_llm.py": PackageResources.recursive_llm_py,
        ]
        for (name, bytes) in texts { try Data(bytes).write(to: URL(filePath: folder + "/" + name)) }
    }

    /// The work as the drivers read it.
    private struct Order: Encodable {
        var path: String
        var turns: Int
        var form: String
        var count = 0
        var size = 0
        var stride = 0
        var latency = 0.0
    }

    func command(
        for work: Work, input: String, server: MockServer, scratch: String
    ) async throws -> ChildCommand? {
        if work.fleet != nil { return nil }
        if work.calls?.form == .children, driver != "rlms.py" { return nil }
        if work.calls?.form == .batched, name == "ysz" { return nil }
        try Self.writeDrivers(to: scratch)
        var order = Order(path: input, turns: 2, form: work.calls?.form.rawValue ?? "")
        switch work.code {
        case .questions: return nil
        case .looks(let turns): order.turns = min(turns, Work.peerTurns)
        case .calls(let calls):
            (order.count, order.size, order.stride, order.latency) =
                (calls.count, calls.size, calls.stride, calls.latency)
        }
        let json = String(decoding: try JSONEncoder().encode(order), as: UTF8.self)
        var environment = ProcessInfo.processInfo.environment
        environment["HOME"] = scratch
        environment["OPENAI_API_KEY"] = "x"
        environment["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"
        return ChildCommand(
            python, ["\(scratch)/\(driver)", server.url, json], environment: environment, directory: scratch)
    }

    func answer(in output: String) -> String {
        let line = output.split(separator: "\n").last { $0.hasPrefix("ANSWER ") }
        return String(line?.dropFirst("ANSWER ".count) ?? "")
    }
}
