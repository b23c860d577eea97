import Corpus
import REPL
import TestSupport

/// Runs `body` with a session over a small corpus, and ends the session after it.
func withSession<Result>(
    files: [(path: String, text: String)] = [("a.txt", "alpha\n"), ("src/b.py", "def b():\n    return 'ü'\n")],
    settings: REPLSettings = .test, subcalls: @escaping REPLSession.SubcallHandler = echoing,
    _ body: (REPLSession) async throws -> Result
) async throws -> Result {
    let session = try await REPLSession(corpus: testCorpus(files), settings: settings, subcalls: subcalls)
    do {
        let result = try await body(session)
        await session.close()
        return result
    } catch {
        await session.close()
        throw error
    }
}

/// Answers every call with what was asked.
let echoing: REPLSession.SubcallHandler = { call in .text("re: \(call.prompt)") }

extension REPLSettings {
    /// Limits that end a bad cell soon, yet leave a loaded machine time for a good one.
    static var test: REPLSettings { REPLSettings(cellTimeout: 30, memoryLimit: 512 << 20) }

    /// For cells that are meant to reach their time.
    static var brief: REPLSettings { REPLSettings(cellTimeout: 1, memoryLimit: 512 << 20) }
}

extension CellResult {
    var isLost: Bool {
        if case .workerLost = outcome { true } else { false }
    }

    var isUndone: Bool {
        if case .undone = outcome { true } else { false }
    }

    var lossReason: String {
        switch outcome {
        case .undone(let reason), .workerLost(let reason): reason
        case .completed, .raised, .timedOut: ""
        }
    }
}
