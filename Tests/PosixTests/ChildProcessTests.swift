import Glibc
import Posix
import TestSupport
import Testing

@Suite struct ChildProcessTests {
    private func shell(_ script: String) -> ChildCommand {
        ChildCommand("/bin/sh", ["-c", script], environment: ["PATH": "/usr/bin:/bin"])
    }

    @Test func capturesBothStreamsAndTheStatus() async throws {
        let output = try await ChildProcess.run(shell("echo out; echo err >&2; exit 3"))
        #expect(output.text == "out\n")
        #expect(output.errorText == "err\n")
        #expect(output.status == .exited(3))
    }

    @Test func passesLargeInputThrough() async throws {
        let input = [UInt8](repeating: 120, count: 1 << 20)
        let output = try await ChildProcess.run(ChildCommand("cat"), input: input)
        #expect(output.stdout == input)
    }

    @Test func survivesAProgramThatDoesNotReadItsInput() async throws {
        let output = try await ChildProcess.run(shell("exit 0"), input: [UInt8](repeating: 1, count: 1 << 20))
        #expect(output.status.isSuccess)
    }

    @Test func boundsWhatItKeeps() async throws {
        let output = try await ChildProcess.run(shell("head -c 300000 /dev/zero"), outputLimit: 1000)
        #expect(output.stdout.count == 1000)
        #expect(output.droppedStdout == 299_000)
    }

    @Test func streamsPiecesAsTheyArrive() async throws {
        let (stream, continuation) = AsyncStream<[UInt8]>.makeStream()
        async let output = ChildProcess.run(shell("echo one; read line; echo two"), timeout: 20) {
            continuation.yield($0)
        }
        var pieces: [UInt8] = []
        for await piece in stream {
            pieces += piece
            if pieces.count >= 8 { break }
        }
        #expect(String(decoding: pieces, as: UTF8.self) == "one\ntwo\n")
        #expect(try await output.status.isSuccess)
    }

    @Test func startsInTheGivenFolderWithTheGivenEnvironmentAlone() async throws {
        var command = shell("pwd; echo $COLOUR; env | wc -l")
        command.environment = ["COLOUR": "red", "PATH": "/usr/bin:/bin"]
        command.directory = "/usr/lib"
        let lines = try await ChildProcess.run(command).text.split(separator: "\n").map { String($0) }
        #expect(lines[0] == "/usr/lib")
        #expect(lines[1] == "red")
        #expect(Int(lines[2]).map { $0 <= 4 } == true)
    }

    @Test func killsTheWholeGroupWhenTimeIsOver() async throws {
        let start = ContinuousClock.now
        let output = try await ChildProcess.run(shell("sleep 300 & echo $!; sleep 300"), timeout: 0.3)
        #expect(output.timedOut)
        #expect(output.status == .signaled(SIGKILL))
        #expect(ContinuousClock.now - start < .seconds(20))
        let grandchild = try #require(Int32(output.text.dropLast()))
        #expect(try await isGone(grandchild))
    }

    @Test func killsAtOnceWhenTheTaskIsCancelled() async throws {
        let task = Task { try await ChildProcess.run(ChildCommand("sleep", ["300"])) }
        try await Task.sleep(for: .milliseconds(50))
        let start = ContinuousClock.now
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(ContinuousClock.now - start < .seconds(5))
    }

    @Test func doesNotStartInACancelledTask() async throws {
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await ChildProcess.run(ChildCommand("sleep", ["300"]))
        }
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test func namesTheProgramThatIsMissing() async throws {
        let error = await #expect(throws: PosixError.self) {
            try await ChildProcess.run(ChildCommand("/nonexistent/program"))
        }
        #expect(error?.code == ENOENT)
        #expect(error?.description.contains("/nonexistent/program") == true)
    }

    @Test func handsOverDescriptorsAtTheirNumbersAndNoOthers() async throws {
        let (mine, theirs) = try Descriptor.socketPair()
        let (_, output) = try Descriptor.pipe()
        let process = try ChildProcess(
            shell("ls /proc/self/fd | tr '\\n' ' ' >&5; echo done >&9"), descriptors: [5: theirs, 9: theirs, 7: output])
        #expect(await process.wait() == .exited(0))
        // `ls` holds the listed folder itself at one number more.
        let numbers = try text(in: mine).split(whereSeparator: { " \n".contains($0) })
        #expect(Set(numbers.map { String($0) }).isSuperset(of: ["0", "1", "2", "5", "7", "9", "done"]))
        #expect(numbers.count <= 8)
    }

    @Test func swapsDescriptorsWithoutLosingOne() async throws {
        // Whatever numbers are free: other tests may have more than a thousand open.
        let pipes = try (Descriptor.pipe(), Descriptor.pipe())
        let (first, second) = (pipes.0.1, pipes.1.1)
        let script = "echo one >&\(first.number); echo two >&\(second.number)"
        let process = try ChildProcess(
            ChildCommand("/bin/bash", ["-c", script]), descriptors: [first.number: second, second.number: first])
        #expect(await process.wait() == .exited(0))
        #expect(try text(in: pipes.0.0) == "two\n")
        #expect(try text(in: pipes.1.0) == "one\n")
    }

    /// What can be read at once.
    private func text(in descriptor: Descriptor) throws -> String {
        var buffer = [UInt8](repeating: 0, count: 100)
        guard case .bytes(let count) = try buffer.withUnsafeMutableBytes({ try descriptor.read(into: $0) }) else {
            return ""
        }
        return String(decoding: buffer[..<count], as: UTF8.self)
    }

    @Test func leavesNoZombie() async throws {
        let process = try ChildProcess(ChildCommand("/bin/true"))
        #expect(await process.wait().isSuccess)
        #expect(kill(process.id, 0) == -1)
        process.kill()
    }

    @Test func runsManyAtOnce() async throws {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<50 {
                group.addTask { try await ChildProcess.run(ChildCommand("echo", ["\(number)"])).text == "\(number)\n" }
            }
            for try await right in group { #expect(right) }
        }
    }

    /// A killed orphan may stay a zombie until the first process of the system waits for it.
    private func isGone(_ id: Int32) async throws -> Bool {
        for _ in 0..<500 {
            if RunningProcess(id).hasEnded { return true }
            try await Task.sleep(for: .milliseconds(10))
        }
        return false
    }
}
