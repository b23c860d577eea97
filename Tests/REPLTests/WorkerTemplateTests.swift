import FoundationEssentials
import Glibc
import Posix
import TestSupport
import Testing

@testable import REPL

/// The program that workers are forks of.
@Suite struct WorkerTemplateTests {
    /// The worker program under a path of this test's own, so that it gets a template of its own.
    private func program(in folder: TemporaryFolder) throws -> WorkerProgram {
        var program = try WorkerProgram.find()
        let path = folder.path("rlm-repl")
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: program.path)
        program.path = path
        return program
    }

    /// Processes that were started under this path, forks included; those that have ended have no command line.
    private func processes(of program: WorkerProgram) -> Set<Int32> {
        Set(RunningProcess.all.filter { $0.text("cmdline").hasPrefix(program.path) }.map(\.id))
    }

    private func link(_ program: WorkerProgram) throws -> WorkerLink {
        try WorkerLink(program: program, corpus: testCorpus([]), settings: .test, subcalls: echoing)
    }

    @Test func forksWorkersThatShareNothing() async throws {
        let folder = try TemporaryFolder()
        let program = try program(in: folder)
        let links = try (0..<3).map { _ in try link(program) }
        for (number, link) in links.enumerated() {
            let code = "import os\nopen('f', 'w').write('\(number)')\nn = \(number)\nprint(os.getppid(), end='')"
            #expect(await link.run(code).stdout == "\(getpid())")
        }
        for (number, link) in links.enumerated() {
            #expect(await link.run("n, open('f').read(), os.listdir()").stdout == "(\(number), '\(number)', ['f'])\n")
        }
        // The template, and of each worker the copy that waits for the next cell as well.
        #expect(await becomesTrue { processes(of: program).count == 7 })
        for link in links { link.close() }
        #expect(await becomesTrue { processes(of: program).count == 1 })
    }

    @Test func startsAnewWhenItWasKilled() async throws {
        let folder = try TemporaryFolder()
        let program = try program(in: folder)
        let first = try link(program)
        let worker = try #require(Int32(await first.run("import os; print(os.getpid(), end='')").stdout))
        let template = try #require(processes(of: program).first { getpgid($0) != getpgid(worker) })
        kill(template, SIGKILL)
        #expect(await becomesTrue { isGone(template) })
        #expect(await first.run("1 + 1").stdout == "2\n")
        let second = try link(program)
        #expect(await second.run("2 + 2").stdout == "4\n")
        first.close()
        second.close()
    }

    /// Asks for a fork that has no host to talk to, and waits for its end.
    private func fork(_ template: WorkerTemplate, in folder: String) async throws {
        let descriptors = try (0..<5).map { _ in try Descriptor.openFolder(folder) }
        let message = Array([folder, "0", "0", "\(64 << 20)"].joined(separator: "\0").utf8)
        let result = await withCheckedContinuation { continuation in
            template.fork(message, descriptors: descriptors, within: 1) { continuation.resume(returning: $0) }
        }
        _ = try await result.get().wait()
    }

    @Test func outlivesTheTimeOfARequestThatItHasAnswered() async throws {
        let folder = try TemporaryFolder()
        let program = try program(in: folder)
        let template = WorkerTemplate.of(program)
        let link = try link(program)
        #expect(await link.run("1 + 1").stdout == "2\n")
        link.close()
        #expect(await becomesTrue { processes(of: program).count == 1 })
        let process = processes(of: program)
        let end = ContinuousClock.now + .milliseconds(1500)
        try await withThrowingTaskGroup { group in
            for _ in 0..<4 {
                group.addTask { while ContinuousClock.now < end { try await fork(template, in: folder.path) } }
            }
            try await group.waitForAll()
        }
        #expect(await becomesTrue { processes(of: program) == process })
    }

    @Test func isGoneWithItsHost() async throws {
        let folder = try TemporaryFolder()
        let program = try program(in: folder)
        setenv("RLM_TEST_TEMPLATE", program.path, 1)
        try FileManager.default.createDirectory(atPath: folder.path("tmp"), withIntermediateDirectories: false)
        setenv("RLM_TEST_FOLDER", folder.path("tmp"), 1)
        await #expect(processExitsWith: .signal(SIGKILL)) {
            var program = try WorkerProgram.find()
            program.path = String(cString: getenv("RLM_TEST_TEMPLATE"))
            setenv("TMPDIR", String(cString: getenv("RLM_TEST_FOLDER")), 1)
            let link = try WorkerLink(program: program, corpus: testCorpus([]), settings: .test, subcalls: echoing)
            guard await link.run("1 + 1").stdout == "2\n" else { exit(1) }
            kill(getpid(), SIGKILL)
        }
        #expect(await becomesTrue { processes(of: program).isEmpty })
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("tmp")) == [])
    }
}
