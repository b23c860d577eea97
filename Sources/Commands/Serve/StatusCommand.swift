import Bridge
import JSON

/// `rlm status`: what the daemon does.
struct StatusCommand {
    private let parsed: ParsedArguments
    private let environment: [String: String]

    init(_ parsed: ParsedArguments, environment: [String: String]) {
        self.parsed = parsed
        self.environment = environment
    }

    func run() async throws -> ExitCode {
        try parsed.expectNoOperands(of: "rlm status")
        let path = try SocketPath(option: parsed.text("--socket"), environment: environment)
        guard let client = try await DaemonClient().connected(to: path) else {
            throw CommandFailure(.incomplete, SocketError.nobody(path.path).description)
        }
        let status = try await client.request("daemon/status")
        try StandardOutput.write(
            parsed.has("--json") ? String(decoding: status.encodedLine, as: UTF8.self) : Self.text(status))
        return .success
    }

    private static let shownQueries = 10

    private static func line(_ query: JSONValue) -> String {
        let cost = query["cost"]?.number.map { Quantity.dollars($0) + "  " } ?? ""
        return "\(query["state"]?.string ?? "")  \(Quantity.seconds(query["seconds"]?.number ?? 0))  \(cost)"
            + "\(query["model"]?.string ?? "")  \(query["question"]?.string ?? "")"
    }

    /// For people.
    static func text(_ status: JSONValue) -> String {
        let uptime = Quantity.seconds(status["uptimeSeconds"]?.number ?? 0)
        var lines = [
            "rlm \(status["version"]?.string ?? "") serves at \(status["socket"]?.string ?? ""), "
                + "process \(status["pid"]?.integer ?? 0), since \(uptime)",
            "\(Quantity.counted((status["clients"]?.integer ?? 1) - 1, "other client")), "
                + "\((status["memoryBytes"]?.integer ?? 0) >> 20) MB of memory",
        ]
        let queries = status["queries"]?.array ?? []
        lines += queries.prefix(shownQueries).map(line)
        if queries.count > shownQueries {
            lines.append("and \(Quantity.counted(queries.count - shownQueries, "earlier question"))")
        }
        for corpus in status["corpora"]?.array ?? [] {
            let paths = corpus["paths"]?.array?.compactMap(\.string).joined(separator: " ") ?? ""
            lines.append(
                "in memory: \(paths), \(Quantity.counted(corpus["files"]?.integer ?? 0, "file")), "
                    + "\(Quantity.short(corpus["bytes"]?.integer ?? 0)) bytes")
        }
        for cycle in status["cycles"]?.array ?? [] {
            lines.append("cycle \(cycle["runId"]?.string ?? "") on \(cycle["repository"]?.string ?? "")")
        }
        return lines.map { PlainText.oneLine($0) }.joined(separator: "\n") + "\n"
    }
}
