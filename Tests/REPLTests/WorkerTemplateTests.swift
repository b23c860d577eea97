import FoundationEssentials
import Glibc
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

    /// Processes that were started under this path, forks included.
    private func processes(of program: WorkerProgram) -> Set<Int32> {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return Set(
            all.compactMap { Int32($0) }.filter { id in
                let line = try? Data(contentsOf: URL(filePath: "/proc/\(id)/cmdline"))
                return line?.starts(with: Data(program.path.utf8)) == true && !isGone(id)
            })
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
        #expect(processes(of: program).count == 4)
        for link in links { link.close() }
        #expect(await becomesTrue { processes(of: program).count == 1 })
    }

    @Test func drawsOtherRandomNumbersInEachWorker() async throws {
        let program = try WorkerProgram.find()
        var drawn: Set<String> = []
        for _ in 0..<3 {
            let link = try link(program)
            drawn.insert(await link.run("random.random()").stdout)
            link.close()
        }
        #expect(drawn.count == 3)
    }

    @Test func startsAnewWhenItWasKilled() async throws {
        let folder = try TemporaryFolder()
        let program = try program(in: folder)
        let first = try link(program)
        let worker = try #require(Int32(await first.run("import os; print(os.getpid(), end='')").stdout))
        let template = try #require(processes(of: program).subtracting([worker]).first)
        kill(template, SIGKILL)
        #expect(await becomesTrue { isGone(template) })
        #expect(await first.run("1 + 1").stdout == "2\n")
        let second = try link(program)
        #expect(await second.run("2 + 2").stdout == "4\n")
        first.close()
        second.close()
    }

    @Test func isGoneWithItsHost() async throws {
        let folder = try TemporaryFolder()
        let program = try program(in: folder)
        setenv("RLM_TEST_TEMPLATE", program.path, 1)
        await #expect(processExitsWith: .signal(SIGKILL)) {
            var program = try WorkerProgram.find()
            program.path = String(cString: getenv("RLM_TEST_TEMPLATE"))
            let link = try WorkerLink(program: program, corpus: testCorpus([]), settings: .test, subcalls: echoing)
            guard await link.run("1 + 1").stdout == "2\n" else { exit(1) }
            kill(getpid(), SIGKILL)
        }
        #expect(await becomesTrue { processes(of: program).isEmpty })
    }
}
