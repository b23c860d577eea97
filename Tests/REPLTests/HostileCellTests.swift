import FoundationEssentials
import Glibc
import REPL
import TestSupport
import Testing

/// Every hostile cell is contained: the next cell runs, nothing is left running, nothing is written outside.
@Suite struct HostileCellTests {
    @Test(.serialized, .timeLimit(.minutes(10)), arguments: HostileCell.escapes)
    func refusesEscapes(_ cell: HostileCell) async throws {
        try await contain(cell, .test)
    }

    @Test(.serialized, .timeLimit(.minutes(10)), arguments: HostileCell.bombs)
    func survivesBombs(_ cell: HostileCell) async throws {
        try await contain(cell, REPLSettings(cellTimeout: 8, memoryLimit: 128 << 20))
    }

    @Test(.serialized, .timeLimit(.minutes(10)), arguments: HostileCell.endless)
    func endsEndlessCells(_ cell: HostileCell) async throws {
        try await contain(cell, .brief)
    }

    @Test(.serialized, .timeLimit(.minutes(10)), arguments: HostileCell.sabotage)
    func survivesSabotage(_ cell: HostileCell) async throws {
        try await contain(cell, REPLSettings(cellTimeout: 3, memoryLimit: 256 << 20))
    }

    private func contain(_ cell: HostileCell, _ settings: REPLSettings) async throws {
        let canary = try Canary()
        let place = try await withSession(settings: settings, subcalls: slow) { session async throws in
            let first = try await session.run("import os\nkept = 'kept'\nprint(os.getpid(), os.getcwd())")
            let result = try await session.run(cell.code.replacing("CANARY", with: canary.path))
            check(result, cell)
            try await checkNext(session, result, cell)
            return first.stdout.split(separator: " ").map { $0.filter { $0 != "\n" } }
        }
        #expect(try canary.isUntouched)
        let worker = try #require(place.first.flatMap { Int32($0) })
        #expect(await becomesTrue { isGone(worker) }, "the worker is still there")
        #expect(await becomesTrue { access(place[1], F_OK) != 0 }, "the temporary folder is still there")
    }

    private func check(_ result: CellResult, _ cell: HostileCell) {
        let all = "\(result)"
        switch cell.ending {
        case .raises(let text):
            #expect(result.outcome == .raised)
            #expect(result.stderr.contains(text), "\(all)")
        case .goesOn: #expect(!result.isLost && !result.isUndone && result.outcome != .timedOut, "\(all)")
        case .timesOut: #expect(result.outcome == .timedOut, "\(all)")
        case .isUndone(let text):
            #expect(result.isUndone, "\(all)")
            #expect(result.lossReason.contains(text), "\(all)")
        case .isContained: break
        }
    }

    /// The next cell runs, with the variables or without them as the result said. A worker that was wounded without
    /// showing it may spoil some more, until a fresh one takes its place.
    private func checkNext(_ session: REPLSession, _ result: CellResult, _ cell: HostileCell) async throws {
        let probe = "hoard = None\nFINAL(repr(('alpha' in context, llm_query('x'), globals().get('kept'), len(files))))"
        var next = try await session.run(probe)
        var isLost = result.isLost
        if case .isContained = cell.ending {
            for _ in 0..<4 where next.isLost || next.isUndone || next.outcome == .timedOut {
                isLost = isLost || next.isLost
                next = try await session.run(probe)
            }
        }
        #expect(next.finalAnswer == "(True, 're: x', \(isLost ? "None" : "'kept'"), 2)", "\(next)")
    }

    private let slow: REPLSession.SubcallHandler = { call in
        if call.prompt.contains("SLOW") { try? await Task.sleep(for: .seconds(30)) }
        return .text("re: \(call.prompt)")
    }
}

/// A file outside of the sandbox, alone in its folder.
private struct Canary {
    private let folder: TemporaryFolder
    private let status: stat
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = try folder.write("song", to: "canary")
        status = try Self.status(of: path)
    }

    var isUntouched: Bool {
        get throws {
            let now = try Self.status(of: path)
            return try String(contentsOfFile: path, encoding: .utf8) == "song" && now.st_mode == status.st_mode
                && now.st_mtim.tv_sec == status.st_mtim.tv_sec && now.st_uid == status.st_uid && now.st_nlink == 1
                && FileManager.default.contentsOfDirectory(atPath: folder.path("")) == ["canary"]
        }
    }

    private static func status(of path: String) throws -> stat {
        var status = stat()
        try #require(stat(path, &status) == 0)
        return status
    }
}
