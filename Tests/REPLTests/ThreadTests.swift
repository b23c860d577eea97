import REPL
import Testing

/// Threads, pools and event loops that a cell starts: they end with it, or wait for the next one.
@Suite struct ThreadTests {
    private let ended = "threads that would have gone on after the cell were ended: "
    private let waiting = "threads that still wait, or compute in C, end as soon as they go on: "

    private let slow: REPLSession.SubcallHandler = { call in
        try? await Task.sleep(for: .milliseconds(200))
        return .text(call.prompt)
    }

    @Test func areEndedWhenTheyWouldOutliveTheirCell() async throws {
        try await withSession { session async throws in
            let code = """
                import _thread, threading, time
                def count():
                    global n
                    while True: n += 1
                n = 0
                threading.Thread(target=count, daemon=True).start()
                number = _thread.start_new_thread(count, ())
                threading.Thread(target=time.sleep, args=(1000,), daemon=True).start()
                """
            let result = try await session.run(code)
            #expect(result.stderr.contains(ended + "2."), "\(result)")
            #expect(result.stderr.contains(waiting + "1."), "\(result)")
            _ = try await session.run("before = n")
            try await Task.sleep(for: .milliseconds(50))
            let next = try await session.run("n == before")
            #expect(next.stdout == "True\n" && next.stderr.isEmpty, "\(next)")
        }
    }

    @Test func areWaitedForWhenTheyAreNoDaemons() async throws {
        try await withSession(subcalls: slow) { session async throws in
            let script = """
                import threading
                got = []
                t = threading.Thread(target=lambda: got.append(llm_query('later')))
                t.start()
                """
            #expect(try await session.run(script).stderr == "")
            #expect(try await session.run("got, t.is_alive()").stdout == "(['later'], False)\n")
        }
    }

    @Test func areWaitedForNoLongerThanTheCellMayTake() async throws {
        try await withSession(settings: .brief) { session async throws in
            let result = try await session.run(
                "import threading\nthreading.Thread(target=threading.Event().wait).start()")
            #expect(result.outcome == .timedOut)
            #expect(result.stderr.contains("when its code had ended and threads of it had not"), "\(result)")
            #expect(try await session.run("1 + 1").stdout == "2\n")
        }
    }

    @Test func finishWhatPoolsHaveToDoAlsoWhenTheCellFails() async throws {
        try await withSession(subcalls: slow) { session async throws in
            _ = try await session.run("from concurrent.futures import ThreadPoolExecutor\npool = ThreadPoolExecutor(2)")
            let code = "futures = [pool.submit(llm_query, c) for c in 'abcd']\n"
            for end in ["", "1/0"] {
                let result = try await session.run(code + end)
                #expect(!result.stderr.contains("threads"), "\(result)")
                let next = try await session.run("[f.done() and f.result() for f in futures]")
                #expect(next.stdout == "['a', 'b', 'c', 'd']\n", "\(next)")
            }
        }
    }

    @Test func leaveTheirPoolInWorkingOrder() async throws {
        try await withSession(settings: .brief) { session async throws in
            let code = """
                from concurrent.futures import ThreadPoolExecutor
                def spin():
                    while True: pass
                pool = ThreadPoolExecutor(2)
                futures = []
                for _ in range(4): futures.append(pool.submit(spin))
                """
            let result = try await session.run(code)
            #expect(result.outcome == .timedOut, "\(result)")
            let next = try await session.run("list(pool.map(llm_query, 'abc')), all(f.done() for f in futures)")
            #expect(next.stdout == "(['re: a', 're: b', 're: c'], True)\n", "\(next)")
        }
    }

    @Test func areStartedAnewByPoolsWhenACellIsUndone() async throws {
        try await withSession { session async throws in
            let code = "from concurrent.futures import ThreadPoolExecutor\npool = ThreadPoolExecutor()\n"
            _ = try await session.run(code + "list(pool.map(llm_query, 'abc'))")
            #expect(try await session.run("import os; os._exit(3)").isUndone)
            let next = try await session.run("list(pool.map(llm_query, 'ab'))")
            #expect(next.stdout == "['re: a', 're: b']\n", "\(next)")
        }
    }

    @Test func endWithTheEventLoopThatTheyRun() async throws {
        try await withSession { session async throws in
            let code = """
                import asyncio, threading
                loop = asyncio.new_event_loop()
                threading.Thread(target=loop.run_forever).start()
                asyncio.run_coroutine_threadsafe(asyncio.sleep(0, 'done'), loop).result()
                """
            let result = try await session.run(code)
            #expect(result.stdout == "'done'\n")
            #expect(result.stderr.contains(ended + "1."), "\(result)")
            #expect(try await session.run("loop.is_running()").stdout == "False\n")
        }
    }

    @Test func tasksStandStillUntilACellAwaits() async throws {
        try await withSession { session async throws in
            let code = """
                import asyncio
                async def later():
                    global seen
                    await asyncio.sleep(0.05)
                    seen = True
                    return 5
                seen = False
                task = asyncio.create_task(later())
                await asyncio.sleep(0)
                """
            let result = try await session.run(code)
            #expect(
                result.stderr.contains("tasks that have not finished stand still until a cell awaits something: 1."))
            let between = try await session.run("seen")
            #expect(between.stdout == "False\n" && between.stderr.isEmpty, "\(between)")
            #expect(try await session.run("await task, seen").stdout == "(5, True)\n")
        }
    }

    @Test func canBeThoseOfMultiprocessing() async throws {
        try await withSession { session async throws in
            let code = """
                from multiprocessing.pool import ThreadPool
                with ThreadPool() as pool:
                    r = pool.map(llm_query, 'abc')
                r
                """
            let result = try await session.run(code)
            #expect(result.stdout == "['re: a', 're: b', 're: c']\n", "\(result)")
        }
    }
}
