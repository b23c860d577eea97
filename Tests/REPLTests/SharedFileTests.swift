import Corpus
import Glibc
import Posix
import REPL
import TestSupport
import Testing

/// A large file of which most is no part of the memory that host and workers share.
@Suite struct SharedFileTests {
    private static let size = 2 << 20

    private func session(
        over text: String, _ body: (REPLSession, String) async throws -> Void
    ) async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/big.txt"
        try folder.write(text, to: "big.txt")
        try folder.write("after", to: "small.txt")
        var options = CorpusOptions()
        options.currentFolder = folder.path
        options.leastShared = 1 << 20
        let corpus = try await CorpusBuilder([.path("big.txt"), .path("small.txt")], options: options).build()
        #expect(corpus.text.filePart != nil)
        let session = try await REPLSession(corpus: corpus, settings: .test) { _ in .failure("no model") }
        try await body(session, path)
        await session.close()
    }

    @Test(arguments: ["line\n", "größe\n", "😀 and 値\n"]) func readsAsOneText(line: String) async throws {
        let count = Self.size / line.utf8.count
        let text = String(repeating: line, count: count)
        try await session(over: text) { session, _ in
            let result = try await session.run(
                """
                t = files["big.txt"]
                assert t == \(line.debugDescription) * \(count)
                assert context == "===== big.txt =====\\n" + t + "===== small.txt =====\\nafter\\n"
                len(t), files["small.txt"]
                """)
            #expect(result.stdout == "(\(count * line.unicodeScalars.count), 'after')\n", "\(result.stderr)")
        }
    }

    /// The worker is lost, and the host goes on.
    @Test func outlivesAFileThatIsCutShort() async throws {
        let text = String(repeating: "x", count: Self.size + 5)
        try await session(over: text) { session, path in
            #expect(try await session.run("context[-40]").stdout == "'x'\n")
            truncate(path, 0)
            let result = try await session.run("context.count('y')")
            #expect(result.lossReason.contains("cut short"))
            #expect(try await session.run("files['small.txt']").stdout == "'after'\n")
        }
    }
}
