import Corpus
import Glibc
import Posix
import REPL
import TestSupport
import Testing

@Suite struct SessionLifeTests {
    @Test func stopsACellAtItsTimeAndKeepsItsVariables() async throws {
        try await withSession(settings: .brief) { session async throws in
            let result = try await session.run("x = 1\nprint('before', end='')\nwhile True: x += 1")
            #expect(result.outcome == .timedOut)
            #expect(result.stdout == "before")
            #expect(result.stderr.contains("CellTimeout: the cell ran longer than 1 seconds and was stopped"))
            #expect(result.variables == [CellResult.Variable(name: "x", type: "int")])
            let next = try await session.run("x > 1")
            #expect(next.stdout == "True\n")
        }
    }

    @Test func replacesAWorkerThatCannotBeInterrupted() async throws {
        try await withSession(settings: .brief) { session async throws in
            let result = try await session.run("x = 1\nprint('before')\nsum(range(10**15))")
            #expect(result.lossReason.contains("ran longer than 1 seconds and could not be interrupted"))
            #expect(result.lossReason.contains("All variables are lost"))
            #expect(result.stdout == "before\n")
            let next = try await session.run("'x' in globals(), 'alpha' in context")
            #expect(next.stdout == "(False, True)\n")
        }
    }

    @Test func saysThatItDiedBetweenCells() async throws {
        try await withSession { session async throws in
            let script = "import threading, os, time\nthreading.Timer(0.1, lambda: os._exit(9)).start()\nx = 1"
            #expect(try await session.run(script).outcome == .completed)
            try await Task.sleep(for: .milliseconds(500))
            let lost = try await session.run("y = 1")
            #expect(lost.lossReason.contains("This cell was not run. Python ended in the middle (exit status 9)."))
            #expect(try await session.run("'y' in globals()").stdout == "False\n")
        }
    }

    @Test(arguments: ["import time; time.sleep(100)", "sum(range(10**15))", "llm_query('SLOW')"])
    func endsWithinASecondWhenCancelled(code: String) async throws {
        let slow: REPLSession.SubcallHandler = { _ in
            try? await Task.sleep(for: .seconds(100))
            return .text("late")
        }
        try await withSession(subcalls: slow) { session async throws in
            let id = try #require(Int32(try await session.run("import os; print(os.getpid(), end='')").stdout))
            let task = Task { try await session.run(code) }
            try await Task.sleep(for: .milliseconds(200))
            let start = ContinuousClock.now
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            await session.close()
            #expect(await becomesTrue { kill(id, 0) != 0 })
            #expect(ContinuousClock.now - start < .seconds(5))
        }
    }

    @Test(arguments: [0, 50, 200, 500, 1000, 2000])
    func noticesACancellationHoweverEarly(microseconds: Int) async throws {
        try await withSession { session async throws in
            let task = Task { try await session.run("import time; time.sleep(100)") }
            try await Task.sleep(for: .microseconds(microseconds))
            let start = ContinuousClock.now
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            #expect(ContinuousClock.now - start < .seconds(10))
            let next = try await session.run("1 + 1")
            #expect(next.stdout == "2\n")
        }
    }

    @Test func throwsOnceClosed() async throws {
        let session = try await REPLSession(corpus: testCorpus([]), settings: .test, subcalls: echoing)
        await session.close()
        let error = await #expect(throws: REPLError.self) { try await session.run("1") }
        #expect(error?.kind == .closed)
    }

    @Test func endsACellThatRunsWhenClosed() async throws {
        try await withSession { session async throws in
            let task = Task { try await session.run("import time; time.sleep(100)") }
            try await Task.sleep(for: .milliseconds(200))
            await session.close()
            await #expect(throws: REPLError.self) { try await task.value }
        }
    }

    @Test func leavesNothingWhenTheSessionIsLetGo() async throws {
        let words = try await {
            let session = try await REPLSession(corpus: testCorpus([]), settings: .test, subcalls: echoing)
            return try await session.run("import os; print(os.getpid(), os.getcwd(), '')").stdout
        }().split(separator: " ")
        let id = try #require(Int32(words[0]))
        #expect(await becomesTrue { kill(id, 0) != 0 })
        #expect(await becomesTrue { access(String(words[1]), F_OK) != 0 })
    }

    @Test func diesWithAHostThatIsKilled() async throws {
        let result = await #expect(
            processExitsWith: .signal(SIGKILL), observing: [\.standardOutputContent]
        ) {
            let session = try await REPLSession(corpus: testCorpus([]), settings: .test, subcalls: echoing)
            let id = try await session.run("import os; print('worker', os.getpid(), '')").stdout
            _ = id.withCString { write(STDOUT_FILENO, $0, strlen($0)) }
            Task { try await session.run("sum(range(10**15))") }
            try await Task.sleep(for: .milliseconds(200))
            kill(getpid(), SIGKILL)
        }
        let output = String(decoding: result?.standardOutputContent ?? [], as: UTF8.self)
        let id = try #require(Int32(output.split(separator: "worker ").last?.prefix { $0.isNumber } ?? ""))
        #expect(await becomesTrue { isGone(id) }, "the worker outlived its host")
    }

    @Test func givesNoneOfTheHostsEnvironment() async throws {
        setenv("RLM_TEST_SECRET", "sesame", 1)
        try await withSession { session async throws in
            let result = try await session.run("import os; sorted(os.environ)")
            #expect(result.stdout == "['HOME', 'LANG', 'TMPDIR']\n")
        }
    }

    @Test func reportsTheLayersInForce() async throws {
        let environment = try await REPLSession.probe()
        #expect(environment.pythonVersion.hasPrefix("3."))
        #expect(environment.sandboxLayers.contains("rlimits"))
        #expect(environment.sandboxLayers.contains { $0.hasPrefix("landlock") })
        #expect(environment.sandboxLayers.contains("seccomp"))
    }

    @Test func runsManySessionsAtOnce() async throws {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<8 {
                group.addTask {
                    try await withSession { session async throws in
                        _ = try await session.run("n = \(number)")
                        return try await session.run("n").stdout == "\(number)\n"
                    }
                }
            }
            for try await right in group { #expect(right) }
        }
    }

    @Test func takesATurnInMilliseconds() async throws {
        try await withSession { session async throws in
            _ = try await session.run("1")
            var turns: [Duration] = []
            for _ in 0..<100 {
                let start = ContinuousClock.now
                _ = try await session.run("1 + 1")
                turns.append(ContinuousClock.now - start)
            }
            // The median is a tenth of a millisecond on a machine that has nothing else to do.
            #expect(turns.sorted()[20] < .milliseconds(20))
        }
    }
}
