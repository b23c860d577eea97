import Benchmark
import FoundationEssentials

/// `rlm bench engine`: measures, prints a table, writes files.
struct BenchCommand {
    private let parsed: ParsedArguments

    init(_ parsed: ParsedArguments) {
        self.parsed = parsed
    }

    func run() async throws -> ExitCode {
        switch parsed.operands.first {
        case "scan" where parsed.operands.count == 2:
            do {
                try StandardOutput.write("\(try BareScan.run(parsed.operands[1]))\n")
            } catch let error as BenchmarkError {
                throw CommandFailure(.input, error.description)
            }
            return .success
        case "rows" where parsed.operands.count == 1:
            try StandardOutput.write(TableReport.methods(of: Rows.all))
            return .success
        case "engine" where parsed.operands.count == 1: return try await measure()
        default: throw UsageError("what is to be measured? rlm bench engine (rlm bench --help lists the options)")
        }
    }

    private func measure() async throws -> ExitCode {
        do {
            let benchmark = EngineBenchmark(
                rows: try Rows.chosen(by: parsed.texts("--only")), runs: try runs(),
                peers: try parsed.texts("--peers").flatMap(Peer.read))
            if EngineBenchmark.isDebugBuild { Self.note("this is a debug build: its numbers mean nothing") }
            let interruption = try Interruption()
            let results = try await interruption.cancelling {
                do {
                    return try await benchmark.run(note: Self.note)
                } catch {
                    throw Task.isCancelled ? CommandFailure(.interrupted, "interrupted") : error
                }
            }
            interruption.workIsDone()
            return try report(results)
        } catch let error as BenchmarkError {
            throw CommandFailure(.incomplete, error.description)
        }
    }

    private func runs() throws -> Int {
        guard let runs = parsed.number("--runs") else { return 5 }
        guard runs >= 1 else { throw UsageError("--runs takes a number above 0") }
        return Int(runs)
    }

    private func report(_ results: [RowResult]) throws -> ExitCode {
        try write(CSVReport.text(results), to: "--csv")
        try write(PlotReport(results).text(), to: "--svg")
        if parsed.has("--json") {
            try StandardOutput.write(JSONReport(results).text())
        } else if parsed.has("--markdown") {
            try StandardOutput.write(TableReport.markdown(results))
        } else {
            try StandardOutput.write(TableReport.text(results))
        }
        return status(of: results)
    }

    private func status(of results: [RowResult]) -> ExitCode {
        var status = ExitCode.success
        for result in results where result.value == nil {
            Self.note("there is no number for: \(result.row.name)")
            status = .incomplete
        }
        guard let tolerance = parsed.number("--tolerance") else { return status }
        for result in results where !result.isWithin(tolerance) {
            Self.note("missed by more than \(tolerance)×: \(result.row.name)")
            status = .incomplete
        }
        return status
    }

    private func write(_ text: String, to option: String) throws {
        guard let path = parsed.text(option) else { return }
        do {
            try text.write(toFile: path, atomically: false, encoding: .utf8)
        } catch {
            throw CommandFailure(.usage, "\(option) \(path) cannot be written")
        }
    }

    @Sendable private static func note(_ text: String) {
        try? StandardOutput.write(PlainText.cleaned(text) + "\n", to: 2)
    }
}
