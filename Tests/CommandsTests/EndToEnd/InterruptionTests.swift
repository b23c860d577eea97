import FoundationEssentials
import Glibc
import Posix
import TestSupport
import Testing

/// Signals at different moments of a run.
@Suite(.timeLimit(.minutes(3))) struct InterruptionTests {
    private let program: BuiltProgram

    init() throws {
        program = try BuiltProgram()
        try program.folder.write(String(repeating: "some text\n", count: 100), to: "notes.txt")
    }

    /// How a run ended that got a signal: its status, the seconds from the signal to the end, and its output.
    private struct Ending {
        var status: Posix.ExitStatus
        var seconds: Double
        var output: String
    }

    /// Starts a question, waits until `moment` shows in the trace, and sends the signals.
    private func interrupt(_ script: String, at moment: String, with signals: [Int32]) async throws -> Ending {
        let output = try Descriptor.pipe()
        let arguments = [
            "ask", "q", "notes.txt", "--always-recurse", "--model", try program.script(script), "-q", "--trace",
            "trace",
        ]
        let command = ChildCommand(
            program.path, arguments, environment: program.environment(), directory: program.folder.path)
        let child = try ChildProcess(command, descriptors: [1: output.writing, 2: output.writing])
        try await waitFor { self.trace.contains(moment) }
        let start = ContinuousClock.now
        for signal in signals { child.send(signal: signal) }
        let status = await child.wait()
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        try output.reading.setNonblocking()
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let count = max(0, read(output.reading.number, &buffer, buffer.count))
        return Ending(status: status, seconds: seconds, output: String(decoding: buffer[..<count], as: UTF8.self))
    }

    private var trace: String {
        (try? String(contentsOf: URL(filePath: program.folder.path("trace")), encoding: .utf8)) ?? ""
    }

    private func waitFor(_ condition: () -> Bool) async throws {
        for _ in 0..<1_000 {
            if condition() { return }
            try await Task.sleep(for: .milliseconds(20))
        }
        Issue.record("nothing happened; the trace holds \(trace.prefix(2_000))")
    }

    /// Processes of this test's folder that are still there: the workers' command lines name no folder, but their
    /// parent is gone then, so what is looked for is any `rlm-repl` without a parent.
    private func orphans() -> [RunningProcess] {
        RunningProcess.all.filter { $0.name == "rlm-repl" && $0.parent?.id == 1 && !$0.hasEnded }
    }

    private static let waitingForTheModel = "--- root\n```repl\nprint(1)\n```\n--- root delay=60\nlate\n"
    private static let waitingForASubcall =
        "--- root\n```repl\nprint(1)\n```\n--- root\n```repl\nprint(llm_query('x'))\n```\n--- sub delay=60\nlate\n"
    private static let running =
        "--- root\n```repl\nprint(1)\n```\n--- root\n```repl\nwhile True: pass\n```\n"

    @Test(arguments: [waitingForTheModel, waitingForASubcall, running])
    func controlCEndsWithinASecondAtAnyMoment(script: String) async throws {
        let ending = try await interrupt(script, at: "\"type\":\"cell\"", with: [SIGINT])
        #expect(ending.status == .exited(130), "\(ending.output)")
        #expect(ending.seconds < 2.5)
        try await waitFor { self.orphans().isEmpty }
        let lines = trace.split(separator: "\n")
        #expect(lines.allSatisfy { (try? JSONDecoder().decode(AnyObject.self, from: Data($0.utf8))) != nil })
    }

    private struct AnyObject: Decodable { var type: String }

    @Test(arguments: [SIGTERM, SIGHUP])
    func otherRequestsToEndDoTheSame(signal: Int32) async throws {
        let ending = try await interrupt(Self.waitingForTheModel, at: "\"type\":\"cell\"", with: [signal])
        #expect(ending.status == .exited(130))
        #expect(ending.seconds < 2.5)
    }

    @Test func aSecondControlCEndsAtOnce() async throws {
        let ending = try await interrupt(Self.running, at: "\"type\":\"cell\"", with: [SIGINT, SIGINT])
        #expect(ending.status == .exited(130))
        try await waitFor { self.orphans().isEmpty }
    }

    @Test func whatThereIsOfAnAnswerIsPrinted() async throws {
        let script =
            "--- root\n```repl\nanswer['content'] = 'half an answer'\nprint(1)\n```\n--- root delay=60\nlate\n"
        let ending = try await interrupt(script, at: "\"type\":\"cell\"", with: [SIGINT])
        #expect(ending.status == .exited(130))
        #expect(ending.output.contains("half an answer"), "\(ending.output)")
        #expect(ending.output.contains("[partial answer"))
    }
}
