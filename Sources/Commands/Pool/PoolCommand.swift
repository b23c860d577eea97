import Configuration
import FoundationEssentials
import Glibc
import LanguageModels

/// `rlm pool`: how the servers are that answer as one model, once or again and again.
struct PoolCommand: Sendable {
    private let name: String?
    private let json: Bool
    private let isLive: Bool
    private let settings: Settings
    private let environment: [String: String]
    /// How standard output can be drawn on, and with which colours.
    private let screen: TerminalCapabilities
    private let style: TerminalCapabilities

    private static let nothing = """
        No pool is configured: no model has several servers. With the same models on several machines, put into \
        ~/.config/rlm/config.toml:

          [providers.ollama]
          hosts = ["http://gpu-a:11434", "http://gpu-b:11434"]

        and use --model ollama/MODEL. For other models or a cloud to fall back on: [pools.NAME], as in example.toml.

        """

    init(_ parsed: ParsedArguments, environment: [String: String]) throws {
        if parsed.operands.count > 1 { throw UsageError("rlm pool takes one name of a pool, or none for all") }
        name = parsed.operands.first
        json = parsed.has("--json")
        settings = try Configuration(file: parsed.text("--config"), environment: environment).settings
        self.environment = environment
        screen = TerminalCapabilities.load(term: environment["TERM"], descriptor: STDOUT_FILENO) ?? .none
        style = OutputStyle(colour: settings.terminal.colour, environment: environment).capabilities
        isLive = !json && !parsed.has("--once") && isatty(STDOUT_FILENO) == 1 && screen.canRedraw
    }

    func run() async throws -> ExitCode {
        let pools = try pools()
        if pools.isEmpty, !json {
            try StandardOutput.write(Self.nothing)
            return .success
        }
        if isLive { return try await watch(pools) }
        let reports = await reports(pools)
        try StandardOutput.write(json ? try Self.json(reports) : text(reports))
        return reports.allSatisfy(\.isReady) ? .success : .model
    }

    private func pools() throws -> [PoolModel] {
        let factory = try ModelFactory.configured(settings, environment: environment)
        guard let name else { return try factory.namedPools() }
        if settings.pools[name] != nil { return [try factory.pool(named: name)] }
        let isPath = name.contains("/") || settings.aliases[name] != nil
        guard isPath else { return [try factory.pool(named: name)] }
        guard let pool = try factory.model(named: name) as? PoolModel else {
            throw UsageError("\(PlainText.oneLine(name)) is a model of one server, no pool")
        }
        return [pool]
    }

    private func reports(_ pools: [PoolModel]) async -> [PoolReport] {
        let records = PoolStateFolder(environment: environment).records()
        return await withTaskGroup(of: (Int, PoolReport).self) { group in
            for (index, pool) in pools.enumerated() {
                group.addTask { (index, await PoolReport(pool, records)) }
            }
            return await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private func text(_ reports: [PoolReport]) -> String {
        reports.map { PoolTable(style: style).lines($0).joined(separator: "\n") + "\n" }.joined(separator: "\n")
    }

    /// The same, no line wider than the terminal, because a line that wraps cannot be drawn over.
    private func fittedText(_ reports: [PoolReport]) -> String {
        let columns = OutputStyle.columns
        let plain = reports.flatMap { PoolTable(style: .none).lines($0) + [""] }
        let styled = reports.flatMap { PoolTable(style: style).lines($0) + [""] }
        return zip(plain, styled).map { plain, styled in
            (plain.count < columns ? styled : DisplayWidth.cut(plain, to: columns - 1)) + "\n"
        }.joined()
    }

    /// Draws again every second until the user has seen enough.
    private func watch(_ pools: [PoolModel]) async throws -> ExitCode {
        let interruption = try Interruption()
        do {
            return try await interruption.cancelling {
                var erase = ""
                while true {
                    let text = fittedText(await reports(pools))
                    try Task.checkCancellation()
                    try StandardOutput.write(erase + text)
                    let rows = text.count { $0 == "\n" }
                    let up = String(repeating: screen.cursorUp ?? "", count: rows)
                    erase = screen.carriageReturn + up + (screen.clearToEnd ?? "")
                    try await Task.sleep(for: .seconds(1))
                }
            }
        } catch is CancellationError {
            interruption.workIsDone()
            return .success
        }
    }

    private static func json(_ reports: [PoolReport]) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let document = Document(pools: reports.map(Document.Pool.init))
        return String(decoding: try encoder.encode(document), as: UTF8.self) + "\n"
    }

    private struct Document: Encodable {
        struct Pool: Encodable {
            var name: String
            var ready: Bool
            var runs: Int
            var waiting: Int
            var hedges: Int
            var members: [PoolReport.Member]

            init(_ report: PoolReport) {
                name = report.name
                ready = report.isReady
                runs = report.runs
                waiting = report.waiting
                hedges = report.hedges
                members = report.members
            }
        }

        var pools: [Pool]
    }
}
