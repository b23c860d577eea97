import FoundationEssentials
import Glibc
import Posix
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct RunningProcessTests {
    /// Runs `command` as the one child of a program of any name, for as long as the result is kept.
    private func named(_ name: String, _ command: String, in folder: TemporaryFolder) throws -> ChildProcess {
        let path = folder.path(name)
        try FileManager.default.copyItem(atPath: "/bin/dash", toPath: path)
        chmod(path, 0o755)
        return try ChildProcess(ChildCommand(path, ["-c", command + " & wait"]))
    }

    private func child(of process: RunningProcess) async throws -> RunningProcess {
        for _ in 0..<500 {
            if let child = process.children.first, child.name != process.name { return child }
            try await Task.sleep(for: .milliseconds(10))
        }
        return try #require(process.children.first)
    }

    @Test(arguments: ["a b", "x) Z 1 (y", ")) S 1 1", "(", "new\nline"])
    func noNameOfAProgramMisleads(name: String) async throws {
        let folder = try TemporaryFolder()
        let starter = try named(name, "sleep 60", in: folder)
        defer { starter.kill() }
        let process = RunningProcess(starter.id)
        let sleep = try await child(of: process)
        #expect(process.name == name)
        #expect(process.program == folder.path(name))
        #expect(process.commandLine == [folder.path(name), "-c", "sleep 60 & wait"])
        #expect(process.parent == .own)
        #expect(!process.hasEnded)
        #expect(try #require(process.start) >= RunningProcess.own.start ?? .max)
        #expect(sleep.parent == process)
        #expect(sleep.ancestry.prefix(3) == [sleep, process, .own])
        #expect(RunningProcess.all.contains(sleep))
    }

    @Test func descendantsAreCountedAcrossThreadsAndLeftOutWithTheirStarter() async throws {
        let folder = try TemporaryFolder()
        let (left, kept) = try (named("left", "sleep 60", in: folder), named("kept", "sleep 60", in: folder))
        defer { [left, kept].forEach { $0.kill() } }
        let (leftSleep, keptSleep) = try await (child(of: RunningProcess(left.id)), child(of: RunningProcess(kept.id)))
        let all = Set(RunningProcess.own.descendants())
        #expect(all.isSuperset(of: [RunningProcess(left.id), RunningProcess(kept.id), leftSleep, keptSleep]))
        let some = Set(RunningProcess.own.descendants(excluding: [RunningProcess(left.id)]))
        #expect(some.isDisjoint(with: [RunningProcess(left.id), leftSleep]))
        #expect(some.isSuperset(of: [RunningProcess(kept.id), keptSleep]))
        #expect(RunningProcess(kept.id).descendants(limit: 0) == [keptSleep])
    }

    @Test func aProgramThatWasReplacedKeepsItsName() async throws {
        let folder = try TemporaryFolder()
        let starter = try named("agent", "sleep 60", in: folder)
        defer { starter.kill() }
        _ = try await child(of: RunningProcess(starter.id))
        try FileManager.default.removeItem(atPath: folder.path("agent"))
        #expect(RunningProcess(starter.id).program == folder.path("agent"))
    }

    @Test func whatHasEndedIsToldFromWhatTookItsNumber() async throws {
        let starter = try ChildProcess(ChildCommand("/bin/sleep", ["60"]))
        let process = RunningProcess(starter.id)
        #expect(!process.hasEnded)
        starter.kill()
        _ = await starter.wait()
        #expect(process.hasEnded)
        #expect(process.start == nil && process.parent == nil && process.program == nil)
        #expect(process.name.isEmpty && process.commandLine.isEmpty && process.children.isEmpty)
    }

    /// A shell that never waits for its child, which has ended.
    @Test func aZombieHasEnded() async throws {
        let shell = try ChildProcess(ChildCommand("/bin/sh", ["-c", "sleep 0.1 & exec sleep 60"]))
        defer { shell.kill() }
        var (zombie, look) = (nil as RunningProcess?, 0)
        while zombie?.hasEnded != true, look < 500 {
            look += 1
            try await Task.sleep(for: .milliseconds(10))
            zombie = RunningProcess(shell.id).children.first
        }
        #expect(zombie?.hasEnded == true)
        #expect(zombie?.parent == RunningProcess(shell.id))
    }

    @Test func namesTheFolderAndTheOpenFiles() async throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("x", to: "kept open")
        let command = ChildCommand(
            "/bin/sh", ["-c", "exec 7< 'kept open'; echo ready; sleep 60"], directory: folder.path)
        let (reading, writing) = try Descriptor.pipe()
        let shell = try ChildProcess(command, descriptors: [1: writing])
        defer { shell.kill() }
        var byte: UInt8 = 0
        #expect(read(reading.number, &byte, 1) == 1)
        #expect(RunningProcess(shell.id).folder == folder.path)
        #expect(RunningProcess(shell.id).openFiles.contains(path))
    }
}
