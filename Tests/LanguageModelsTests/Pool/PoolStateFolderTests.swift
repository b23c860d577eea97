import FoundationEssentials
import LanguageModels
import Posix
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct PoolStateFolderTests {
    private let runtime: TemporaryFolder
    private let folder: PoolStateFolder

    init() throws {
        runtime = try TemporaryFolder()
        folder = PoolStateFolder(environment: ["XDG_RUNTIME_DIR": runtime.path])
    }

    private var files: [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: runtime.path("rlm"))) ?? []
    }

    @Test func aPoolShowsItsLoadWhileItIsInUseAndTakesItAway() async throws {
        let model = AnsweringModel("test/server") { _, _ in
            try? await Task.sleep(for: .seconds(20))
            return "ok"
        }
        var pool: PoolModel? = PoolModel(
            name: "pool/shown", members: [PoolMember(model, concurrency: .init(start: 2, most: 2))],
            publisher: PoolPublisher(folder))
        let calls = (0..<5).map { _ in Task { [pool] in _ = try? await pool?.respond(to: ModelRequest(prompt: "x")) } }
        #expect(
            try await eventually {
                let shown = folder.records().first?.pool
                return shown?.name == "pool/shown" && shown?.waiting == 3 && shown?.members.first?.inFlight == 2
            })
        #expect(files.count == 1 && files.allSatisfy { $0.hasSuffix(".json") })
        for call in calls { call.cancel() }
        for call in calls { await call.value }
        pool = nil
        #expect(try await eventually { files.isEmpty })
    }

    @Test func whatAKilledProcessLeftIsNotTakenForARunAndGoes() async throws {
        let pool = #""pool":{"name":"pool/x","waiting":0,"hedges":0,"members":[]}"#
        // This process runs, but did not start then; the other number is nobody's.
        try runtime.write(
            #"{"process":\#(ProcessInfo.processInfo.processIdentifier),"start":1,\#(pool)}"#, to: "rlm/pool-1-1.json")
        try runtime.write(#"{"process":999999999,"start":5,\#(pool)}"#, to: "rlm/pool-999999999-1.json")
        try runtime.write("half a rec", to: "rlm/pool-2-1.json")
        #expect(folder.records().isEmpty)
        #expect(files == ["pool-2-1.json"])
    }

    @Test func aFolderThatOthersMayWriteToIsNotBelieved() throws {
        try FileManager.default.createDirectory(atPath: runtime.path("rlm"), withIntermediateDirectories: true)
        try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: runtime.path("rlm"))
        let start = try #require(RunningProcess.own.start)
        let record =
            #"{"process":\#(ProcessInfo.processInfo.processIdentifier),"start":\#(start),"#
            + #""pool":{"name":"pool/x","waiting":0,"hedges":0,"members":[]}}"#
        try runtime.write(record, to: "rlm/pool-1-1.json")
        #expect(folder.records().isEmpty)
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: runtime.path("rlm"))
        #expect(folder.records().count == 1)
    }
}
