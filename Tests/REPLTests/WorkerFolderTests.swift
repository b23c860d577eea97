import Glibc
import Posix
import TestSupport
import Testing

@testable import REPL

@Suite struct WorkerFolderTests {
    @Test func watchesAFolderThatTheKernelDoesNotBound() async throws {
        var settings = REPLSettings.test
        settings.cellTimeout = 20
        let link = try WorkerLink(
            program: .find(), corpus: testCorpus([]), settings: settings, ownFileSystem: false, subcalls: echoing)
        let environment = try await link.environment()
        #expect(environment.sandboxLayers.contains("watched temporary folder"))
        #expect(environment.missingLayers == [])
        let small = await link.run("open('a', 'w').write('x')\nimport os; print(os.getcwd(), end='')")
        #expect(small.outcome == .completed)
        let script = "for i in range(10**9):\n    with open(f'f{i}', 'w') as f: f.write('x' * 100_000)"
        let result = await link.run(script)
        #expect(result.lossReason.contains("the temporary folder held more than 64 MB or 4096 files"))
        #expect(await becomesTrue { access(small.stdout, F_OK) != 0 })
    }

    @Test func addsUpWhatAFolderHolds() throws {
        let folder = try TemporaryFolder()
        for number in 0..<5 { try folder.write(String(repeating: "x", count: 10_000), to: "sub/\(number)") }
        func fits(bytes: Int, entries: Int) -> Bool {
            var meter = FolderMeter(bytes: bytes, entries: entries)
            return meter.fits(folder.path)
        }
        #expect(fits(bytes: 100_000, entries: 6))
        #expect(!fits(bytes: 40_000, entries: 6))
        #expect(!fits(bytes: 100_000, entries: 5))
    }

    @Test func knowsAFolderWhoseHostHasGone() throws {
        let folder = try TemporaryFolder()
        #expect(AbandonedFolders.isAbandoned(folder.path, olderThan: 0))
        #expect(!AbandonedFolders.isAbandoned(folder.path, olderThan: 60))
        #expect(!AbandonedFolders.isAbandoned(folder.path("none"), olderThan: 0))
        let mine = try PrivateFolder()
        #expect(!AbandonedFolders.isAbandoned(mine.path, olderThan: 0))
        mine.remove()
        #expect(access(mine.path, F_OK) != 0)
    }
}
