import Glibc
import TestSupport
import Testing

@testable import REPL

@Suite struct WorkerStartTests {
    @Test(.timeLimit(.minutes(1))) func cancellingAStartEndsIt() async throws {
        let folder = try TemporaryFolder()
        try folder.write("#!/bin/sh\nexec sleep 20\n", to: "worker")
        let path = folder.path + "/worker"
        #expect(chmod(path, 0o700) == 0)
        let link = try WorkerLink(
            program: WorkerProgram(path: path, packages: ""), corpus: testCorpus([]), settings: .test,
            subcalls: echoing)
        let began = ContinuousClock.now
        let task = Task { try await link.environment() }
        try await Task.sleep(for: .milliseconds(200))
        task.cancel()
        await #expect(throws: REPLError.self) { try await task.value }
        #expect(ContinuousClock.now - began < .seconds(10))
    }
}
