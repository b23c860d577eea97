import REPL
import Synchronization
import Testing

@Suite struct SubcallTests {
    /// Counts calls under way, and the most there ever were.
    private final class Meter: Sendable {
        private let counts = Mutex((now: 0, most: 0))
        var most: Int { counts.withLock { $0.most } }

        func measure<Result>(_ body: () async throws -> Result) async rethrows -> Result {
            counts.withLock {
                $0.now += 1
                $0.most = max($0.most, $0.now)
            }
            defer { counts.withLock { $0.now -= 1 } }
            return try await body()
        }
    }

    @Test func takesEveryFormOfACall() async throws {
        let seen = Mutex<[Subcall]>([])
        let forms: [(String, Subcall)] = [
            ("llm_query('p')", Subcall(kind: .model, prompt: "p")),
            ("llm_query('p', 'ollama/qwen3:8b')", Subcall(kind: .model, prompt: "p", model: "ollama/qwen3:8b")),
            ("llm_query('p', model='any')", Subcall(kind: .model, prompt: "p", model: "any")),
            ("llm_query('text', 'Summarize it')", Subcall(kind: .model, prompt: "Summarize it\n\ntext")),
            ("llm_query(sub_context='t', instruction='Do')", Subcall(kind: .model, prompt: "Do\n\nt")),
            ("llm_query([{'role': 'user', 'content': 'c'}])", Subcall(kind: .model, prompt: "c")),
            ("await llm_query('awaited')", Subcall(kind: .model, prompt: "awaited")),
            ("await llm_query_async('q')", Subcall(kind: .model, prompt: "q")),
            ("rlm_query('p')", Subcall(kind: .recursive, prompt: "p")),
            ("rlm_query('p', context='c')", Subcall(kind: .recursive, prompt: "p", context: "c")),
            ("recursive_llm('q', 'c d')", Subcall(kind: .recursive, prompt: "q", context: "c d")),
            ("rlm_query_batched(['b'])", Subcall(kind: .recursive, prompt: "b")),
            ("llm_batch(['b'])", Subcall(kind: .model, prompt: "b")),
        ]
        let handler: REPLSession.SubcallHandler = { call in
            seen.withLock { $0.append(call) }
            return .text("ok")
        }
        try await withSession(subcalls: handler) { session async throws in
            for (code, call) in forms {
                let result = try await session.run(code)
                #expect(result.outcome == .completed, "\(code): \(result.stderr)")
                #expect(seen.withLock { $0.last } == call, "\(code)")
            }
        }
    }

    @Test func sendsABatchAtOnceWithinTheBound() async throws {
        let meter = Meter()
        var settings = REPLSettings.test
        settings.concurrency = 8
        let handler: REPLSession.SubcallHandler = { call in
            await meter.measure {
                try? await Task.sleep(for: .milliseconds(20))
                return .text(call.prompt)
            }
        }
        try await withSession(settings: settings, subcalls: handler) { session async throws in
            let result = try await session.run(
                "r = llm_query_batched([f'{i}' for i in range(40)])\nr == list(map(str, range(40)))")
            #expect(result.stdout == "True\n")
            #expect(meter.most == 8)
        }
    }

    @Test func runsAsManyThreadsAsCallsMayBeUnderWay() async throws {
        let meter = Meter()
        var settings = REPLSettings.test
        settings.concurrency = 24
        let handler: REPLSession.SubcallHandler = { call in
            await meter.measure {
                while meter.most < 24 { try? await Task.sleep(for: .milliseconds(5)) }
                return .text(call.prompt)
            }
        }
        try await withSession(settings: settings, subcalls: handler) { session async throws in
            let script = """
                import asyncio
                async def main():
                    return await asyncio.gather(*[asyncio.to_thread(llm_query, str(i)) for i in range(40)])
                len(asyncio.run(main()))
                """
            let result = try await session.run(script)
            #expect(result.stdout == "40\n", "\(result)")
        }
    }

    @Test func showsFailuresAsFailures() async throws {
        let handler: REPLSession.SubcallHandler = { call in
            call.prompt.contains("bad") ? .failure("the budget is used up") : .text("good")
        }
        try await withSession(subcalls: handler) { session async throws in
            let single = try await session.run("before = 1\nllm_query('bad')")
            #expect(single.outcome == .raised)
            #expect(single.stderr.contains("SubcallError: the budget is used up"))
            #expect(!single.stderr.contains("rlm_worker"))
            let batch = try await session.run(
                "r = llm_query_batched(['x', 'bad', 'y'])\nr, [isinstance(x, SubcallFailure) for x in r]")
            #expect(batch.stdout == "(['good', 'Error: the budget is used up', 'good'], [False, True, False])\n")
        }
    }

    @Test func answersThreadsAndTasksAtOnce() async throws {
        try await withSession { session async throws in
            let script = """
                import asyncio
                from concurrent.futures import ThreadPoolExecutor
                with ThreadPoolExecutor(20) as pool:
                    a = list(pool.map(llm_query, map(str, range(100))))
                b = await asyncio.gather(*[asyncio.to_thread(llm_query, str(i)) for i in range(50)])
                c = await asyncio.gather(*[llm_query_async(str(i)) for i in range(50)])
                expected = [f're: {i}' for i in range(100)]
                a == expected, b == c == expected[:50]
                """
            let result = try await session.run(script)
            #expect(result.stdout == "(True, True)\n", "\(result.stderr)")
        }
    }

    @Test(arguments: [
        "async def ask(i): return await llm_query(f'{i}')\nawait asyncio.gather(*[ask(i) for i in range(4)])",
        "async def ask(): return await asyncio.gather(*[llm_query(f'{i}') for i in range(4)])\nasyncio.run(ask())",
    ])
    func coroutinesThatAwaitACallDoNotHoldUpOneAnother(code: String) async throws {
        let meter = Meter()
        var settings = REPLSettings.test
        settings.concurrency = 4
        let handler: REPLSession.SubcallHandler = { call in
            await meter.measure {
                while meter.most < 4 && !Task.isCancelled { try? await Task.sleep(for: .milliseconds(5)) }
                return .text(call.prompt)
            }
        }
        try await withSession(settings: settings, subcalls: handler) { session async throws in
            let result = try await session.run("import asyncio\n" + code)
            #expect(result.stdout == "['0', '1', '2', '3']\n", "\(result)")
            let own =
                "async def ask():\n    async def llm_query(x): return 'own'\n    return await llm_query('x')\nawait ask()"
            #expect(try await session.run(own).stdout == "'own'\n")
        }
    }

    @Test func carriesLongAndOddText() async throws {
        let handler: REPLSession.SubcallHandler = { .text($0.prompt) }
        try await withSession(subcalls: handler) { session async throws in
            let result = try await session.run(
                "p = 'ü€😀\\x00' * 500_000\nllm_query(p) == p, llm_query('a\\udc80b')")
            #expect(result.stdout == "(True, 'a?b')\n")
        }
    }

    @Test func refusesAPromptThatIsTooLong() async throws {
        try await withSession { session async throws in
            let result = try await session.run("llm_query('x' * (70 << 20))")
            #expect(result.stderr.contains("SubcallError: the prompt is too long"))
        }
    }

    @Test func doesNotCountWaitingAsTheCellsTime() async throws {
        let handler: REPLSession.SubcallHandler = { _ in
            try? await Task.sleep(for: .milliseconds(2500))
            return .text("late")
        }
        var settings = REPLSettings.test
        settings.cellTimeout = 2
        try await withSession(settings: settings, subcalls: handler) { session async throws in
            let result = try await session.run("llm_query('x')")
            #expect(result.outcome == .completed)
            #expect(result.stdout == "'late'\n")
            #expect(result.seconds >= 2.5)
        }
    }
}
