import Corpus
import Glibc
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

    @Test func undoesACellThatCannotBeInterrupted() async throws {
        try await withSession(settings: .brief) { session async throws in
            _ = try await session.run("kept = [1]\nfinished = llm_query('a')")
            let result = try await session.run("kept.append(2)\nx = 1\nprint('before')\nsum(range(10**15))")
            #expect(result.isUndone)
            #expect(result.lossReason.contains("ran longer than 1 seconds and could not be interrupted"))
            #expect(result.lossReason.contains("The variables are what they were before this cell."))
            #expect(result.stdout == "before\n")
            let next = try await session.run("'x' in globals(), kept, finished, llm_query('b'), 'alpha' in context")
            #expect(next.stdout == "(False, [1], 're: a', 're: b', True)\n")
        }
    }

    @Test func undoesOneCellAfterTheOther() async throws {
        try await withSession { session async throws in
            _ = try await session.run("n = 0")
            for round in 1...8 {
                let result = try await session.run("import os\nn += 100\nos._exit(3)")
                #expect(result.isUndone && result.lossReason.contains("exit status 3"), "\(result)")
                let next = try await session.run("n += 1\nn")
                #expect(next.stdout == "\(round)\n", "\(next)")
            }
        }
    }

    @Test func startsAfreshWhenEveryCellIsUndone() async throws {
        try await withSession { session async throws in
            _ = try await session.run("x = 1")
            var outcomes: [Bool] = []
            for _ in 0..<4 { outcomes.append(try await session.run("import os; os._exit(3)").isUndone) }
            #expect(outcomes == [true, true, true, false])
            #expect(try await session.run("'x' in globals()").stdout == "False\n")
        }
    }

    @Test func forgetsTheCallsOfAnUndoneCell() async throws {
        let answering: REPLSession.SubcallHandler = { call in
            if call.prompt == "slow" { try? await Task.sleep(for: .seconds(1)) }
            return .text("re: \(call.prompt)")
        }
        try await withSession(settings: .brief, subcalls: answering) { session async throws in
            let code = """
                import os, threading, time
                threading.Thread(target=llm_query, args=('slow',), daemon=True).start()
                time.sleep(0.2)
                os._exit(3)
                """
            #expect(try await session.run(code).isUndone)
            let next = try await session.run("[llm_query(c) for c in 'abc'], llm_query('slow')")
            #expect(next.stdout == "(['re: a', 're: b', 're: c'], 're: slow')\n", "\(next)")
        }
    }

    @Test func keepsVariablesOfBeforeACancelledCell() async throws {
        try await withSession { session async throws in
            _ = try await session.run("kept = 1")
            let task = Task { try await session.run("kept = 2; sum(range(10**15))") }
            try await Task.sleep(for: .milliseconds(300))
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            #expect(try await session.run("kept").stdout == "1\n")
        }
    }

    @Test func leavesNoProcessOfManyCells() async throws {
        let id = try await withSession { session async throws in
            for _ in 0..<20 { _ = try await session.run("x = 1") }
            let id = try #require(Int32(try await session.run("import os; print(os.getpid(), end='')").stdout))
            _ = try await session.run("import os; os._exit(3)")
            return id
        }
        #expect(await becomesTrue { kill(-id, 0) != 0 }, "something of the worker's group is left")
    }

    @Test func saysThatItDiedBetweenCells() async throws {
        try await withSession { session async throws in
            let id = try #require(Int32(try await session.run("import os\nx = 1\nprint(os.getpid(), end='')").stdout))
            kill(id, SIGTERM)
            #expect(await becomesTrue { isGone(id) })
            try await Task.sleep(for: .milliseconds(200))
            let lost = try await session.run("y = 1")
            #expect(lost.lossReason.contains("This cell was not run. Python was ended by signal 15."), "\(lost)")
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

    @Test(arguments: Array(stride(from: 0, through: 12_000, by: 250)))
    func noticesACancellationHoweverEarly(microseconds: Int) async throws {
        try await withSession { session async throws in
            let task = Task { try await session.run("import time; time.sleep(100)") }
            try await Task.sleep(for: .microseconds(microseconds))
            let start = ContinuousClock.now
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            #expect(ContinuousClock.now - start < .seconds(10))
            let next = try await session.run("1 + 1")
            #expect(next.stdout == "2\n", "\(next)")
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
        try await withSession { session async throws in
            let environment = try await session.environment
            #expect(environment.pythonVersion.hasPrefix("3."))
            #expect(environment.sandboxLayers.contains("rlimits"))
            #expect(environment.sandboxLayers.contains { $0.hasPrefix("landlock") })
            #expect(environment.sandboxLayers.contains("seccomp"))
        }
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
            // The best of them is a millisecond on a machine that has nothing else to do.
            #expect(turns.min() ?? .seconds(1) < .milliseconds(20), "\(turns.sorted()[0...9])")
        }
    }
}
