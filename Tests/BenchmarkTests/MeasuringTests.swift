import FoundationEssentials
import Posix
import TestSupport
import Testing

@testable import Benchmark

@Suite(.timeLimit(.minutes(2))) struct MeasuringTests {
    @Test func inputsHaveTheirExactSizeAndGoWithTheirFolder() throws {
        let parent = try TemporaryFolder()
        var data: DataFolder? = try DataFolder([.ascii(megabytes: 2), .emoji(megabytes: 1)], beside: parent.path)
        let ascii = try #require(data?.path(of: .ascii(megabytes: 2)))
        let emoji = try #require(data?.path(of: .emoji(megabytes: 1)))
        #expect(try Data(contentsOf: URL(filePath: ascii)).count == InputFile.ascii(megabytes: 2).bytes)
        #expect(try Data(contentsOf: URL(filePath: ascii)).allSatisfy { $0 < 128 })
        let text = String(decoding: try Data(contentsOf: URL(filePath: emoji)), as: UTF8.self)
        #expect(text.utf8.count == InputFile.emoji(megabytes: 1).bytes)
        #expect(text.unicodeScalars.count == InputFile.emoji(megabytes: 1).characters)
        data = nil
        #expect(try FileManager.default.contentsOfDirectory(atPath: parent.path) == [])
    }

    @Test func aDiskWithoutRoomIsSaidBeforeAnythingIsWritten() throws {
        let parent = try TemporaryFolder()
        let error = #expect(throws: BenchmarkError.self) {
            try DataFolder([.ascii(megabytes: 1 << 40)], beside: parent.path)
        }
        #expect(error?.description.contains("TMPDIR") == true)
        #expect(try FileManager.default.contentsOfDirectory(atPath: parent.path) == [])
    }

    @Test func scanSeesEveryByte() throws {
        let folder = try TemporaryFolder()
        #expect(try BareScan.run(try folder.write(String(repeating: "x", count: 100_000), to: "a")) == 100_000)
        #expect(throws: BenchmarkError.self) { try BareScan.run(folder.path("missing")) }
    }

    /// A shell with a Python below it that holds 60 MB of its own and maps 40 MB of a file.
    @Test func memoryOfGrandchildrenCountsByKind() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write([UInt8](repeating: 1, count: 40 << 20), to: "file")
        let code = """
            import mmap, time
            own = bytearray(b'x') * (60 << 20)
            file = open('\(file)')
            text = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
            sum(text[::4096])
            import os
            os.write(os.memfd_create('unmapped'), own[:30 << 20])
            time.sleep(0.5)
            """
        let watch = MemoryWatch(excluding: [])
        let shell = ChildCommand("/bin/sh", ["-c", "/usr/bin/python3 -c \"$0\"; exit $?", code])
        let output = try await ChildProcess.run(shell)
        let peak = watch.stop()
        #expect(output.status.isSuccess, "\(output.errorText)")
        #expect(peak.anonymous >= 90 << 20)
        #expect(peak.resident >= peak.anonymous + (39 << 20))
    }

    @Test func driversOfPeersAreWholePython() async throws {
        let folder = try TemporaryFolder()
        try Peer.writeDrivers(to: folder.path)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(names == ["dspy.py", "peer.py", "recursive_llm.py", "rlms.py"])
        let paths = names.map { folder.path($0) }
        let output = try await ChildProcess.run(ChildCommand("/usr/bin/python3", ["-m", "py_compile"] + paths))
        #expect(output.status.isSuccess, "\(output.errorText)")
    }
}
