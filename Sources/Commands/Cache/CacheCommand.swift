import Configuration
import ReplyCache

/// `rlm cache`: what is kept of earlier runs, and its removal.
struct CacheCommand {
    private let parsed: ParsedArguments
    private let environment: [String: String]

    init(_ parsed: ParsedArguments, environment: [String: String]) {
        self.parsed = parsed
        self.environment = environment
    }

    func run() throws -> ExitCode {
        let action = try action()
        let settings = try Configuration(file: parsed.text("--config"), environment: environment).settings.cache
        guard let folder = CacheFolder(environment: environment) else {
            throw CommandFailure(.incomplete, "there is no folder for a cache: neither XDG_CACHE_HOME nor HOME is set")
        }
        let report = try report(action, CacheMaintenance(folder), settings)
        try StandardOutput.write(parsed.has("--json") ? try report.json() : report.text)
        return .success
    }

    private func action() throws -> CacheAction {
        let names = CacheAction.allCases.map(\.rawValue)
        guard parsed.operands.count <= 1 else {
            throw UsageError("name one action: rlm cache \(names.joined(separator: "|"))")
        }
        guard let name = parsed.operands.first else { return .stats }
        guard let action = CacheAction(rawValue: name) else {
            throw UsageError(
                "rlm cache does not know “\(PlainText.oneLine(name))”, only \(names.joined(separator: ", "))"
                    + suggestion(for: name, in: names))
        }
        return action
    }

    private func report(
        _ action: CacheAction, _ cache: CacheMaintenance, _ settings: CacheSettings
    ) throws -> CacheReport {
        var report = CacheReport(path: cache.folder.database, settings: settings)
        switch action {
        case .stats:
            report.statistics = try cache.statistics()
        case .prune:
            let (before, after) = try cache.prune(to: CacheLimits(settings))
            report.statistics = after
            report.removed = before.replies - after.replies
        case .clear:
            let held = try cache.clear()
            report.removed = held?.replies
            report.wasUnreadable = held == nil
        }
        return report
    }
}
