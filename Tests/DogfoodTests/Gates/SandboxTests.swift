import Dogfood
import FoundationEssentials
import Glibc
import Posix
import TestSupport
import Testing

@Suite(.whereSandboxesStart) struct SandboxTests {
    private let folder: TemporaryFolder
    private let enclosure: Enclosure

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("as it was", to: "source/file")
        try folder.write("", to: "out/.keep")
        try folder.write("secret", to: "state/journal")
        enclosure = Enclosure(
            toolchain: nil,
            bindings: [
                .init(folder.path("source"), at: "/package/x"), .init(folder.path("out"), at: "/out", writable: true),
            ],
            directory: "/package/x")
    }

    private func run(
        _ script: String, seconds: Double = 20, silence: Double = 20, memory: UInt64 = 2 << 30, processes: Int = 200,
        disk: UInt64 = 64 << 20
    ) async throws -> EnclosedRun {
        let limits = SandboxLimits(
            seconds: seconds, silence: silence, memory: memory, processes: processes, disk: disk, temporary: 8 << 20)
        return try await enclosure.run(["sh", "-c", script], limits: limits, in: folder.path)
    }

    @Test func hidesTheMachine() async throws {
        setenv("RLM_TEST_SECRET", "sesame", 1)
        let run = try await run(
            "env; cat /proc/*/environ; echo; id -u; ls / /etc; ls \(folder.path("state")) /root /home /work 2>&1; grep Cap /proc/self/status"
        )
        #expect(!run.text.contains("sesame"))
        #expect(!run.text.contains("journal"))
        #expect(!run.text.contains("shadow"))
        #expect(run.text.contains("\n1000\n"))
        #expect(run.text.contains("CapEff:\t0000000000000000"))
    }

    @Test func hasNoNetwork() async throws {
        let run = try await run("cat /proc/net/dev; timeout 3 bash -c 'echo > /dev/tcp/1.1.1.1/53' && echo reached")
        #expect(!run.text.contains("eth") && !run.text.contains("reached") && !run.isSuccess)
    }

    @Test func writesNowhereButWhereItMay() async throws {
        let script =
            "for f in /package/x/file /package/x/new /x /usr/x /etc/x /dev/x; do echo no > $f; done; echo yes > /out/y"
        let run = try await run(script + "; cat file")
        #expect(run.text.contains("as it was"))
        #expect(!run.text.contains("no\n"))
        #expect(try String(contentsOfFile: folder.path("out/y"), encoding: .utf8) == "yes\n")
    }

    @Test func leavesNoProcessBehind() async throws {
        let mark = "\(60_000 + getpid() % 30_000)"
        _ = try await run("(setsid nohup sleep \(mark) >/dev/null 2>&1 &) ; sleep 0.2")
        let killed = try await run("setsid sleep \(mark) & sleep 60", seconds: 0.5)
        #expect(killed.breach == .time)
        #expect(!Self.isRunning(["sleep", mark]))
    }

    @Test func stopsWhatIsSilent() async throws {
        #expect(try await run("echo one; sleep 60", silence: 0.5).breach == .silence)
    }

    @Test func stopsWhatFillsTheDisk() async throws {
        let one = try await run("head -c 200M /dev/zero > /out/big; wc -c < /out/big")
        #expect(one.text.contains("67108864"), "a single file is cut by the kernel")
        let many = try await run("for i in 1 2 3 4 5 6; do head -c 40M /dev/zero > /out/$i; done; sleep 20")
        #expect(many.breach == .disk)
        let memory = try await run("head -c 20M /dev/zero > /tmp/big; wc -c < /tmp/big")
        #expect(memory.text.contains("8388608"))
    }

    @Test func stopsWhatTakesTooMuchMemory() async throws {
        let run = try await run("python3 -c 'import time; a = bytearray(300 << 20); time.sleep(20)'", memory: 200 << 20)
        #expect(run.breach == .memory)
    }

    @Test func stopsWhatForksTooMuch() async throws {
        let run = try await run("for i in $(seq 300); do sleep 20 & done; wait", processes: 100)
        #expect(run.breach == .processes || !run.isSuccess)
        #expect(run.seconds < 15)
    }

    @Test func endsWithTheTask() async throws {
        let began = ContinuousClock.now
        let task = Task { try await run("sleep 60", seconds: 90, silence: 90) }
        try await Task.sleep(for: .milliseconds(200))
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(began.duration(to: .now) < .seconds(10))
    }

    private static func isRunning(_ command: [String]) -> Bool {
        RunningProcess.all.contains { $0.commandLine == command }
    }
}
