import Dogfood
import GitStore
import Posix
import TestSupport
import Testing

@Suite struct WarningRecipeTests {
    private static let source = """
        func f() -> Int {
            var a = 1
            let unused = 2
            return a
        }
        @available(*, deprecated, renamed: "f") func g() -> Int { 1 }
        func h() async -> Int { await g() }

        """

    @Test func makesOnlyTheChangesThatLeaveNoChoice() async throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.source, to: "a.swift")
        let compiler = ChildCommand(
            "swiftc",
            ["-frontend", "-typecheck", "a.swift", "-serialize-diagnostics-path", "out/a.dia", "-module-name", "A"],
            directory: folder.path)
        try folder.write("", to: "out/other")
        let output = try await ChildProcess.run(compiler, timeout: 120)
        #expect(output.status.isSuccess)
        let toolchain = try await Toolchain.find().folder
        let build = try #require(BaseBuild(products: folder.path("out"), toolchain: toolchain))
        let file = SourceFile(path: "a.swift", bytes: Array(Self.source.utf8))
        let tree = ProjectFiles(
            base: try #require(GitObjectID("0000000000000000000000000000000000000000")), paths: ["a.swift"],
            files: [file])
        let found = try await WarningRecipe { build }.improvements(in: tree)
        #expect(found.count == 1)
        #expect(found.first?.finding.places.map(\.line) == [2, 7])
        guard case .replace(_, let replacement)? = found.first?.edits.first?.kind else {
            Issue.record("no replacement")
            return
        }
        #expect(replacement.contains("    let a = 1\n"))
        #expect(replacement.contains("    let unused = 2\n"))
        #expect(replacement.contains("{ f() }\n"))
    }
}
