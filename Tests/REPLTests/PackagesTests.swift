import Glibc
import TestSupport
import Testing

@testable import REPL

@Suite struct PackagesTests {
    @Test func importsThirdPartyPackagesInsideTheSandbox() async throws {
        let folder = try TemporaryFolder()
        try folder.write("from .inner import value\n", to: "thirdparty/__init__.py")
        try folder.write("value = 42\n", to: "thirdparty/inner.py")
        try folder.write("shadow = True\n", to: "json.py")
        var program = try WorkerProgram.find()
        program.packages = folder.path
        let link = try WorkerLink(program: program, corpus: testCorpus([]), settings: .test, subcalls: echoing)
        defer { link.close() }
        let result = await link.run(
            "import thirdparty, sys\nthirdparty.value, sys.path[-1] == thirdparty.__path__[0][:-11], hasattr(json, 'shadow')"
        )
        #expect(result.stdout == "(42, True, False)\n", "\(result)")
        let write = await link.run("open(sys.path[-1] + '/new', 'w')")
        #expect(write.stderr.contains("PermissionError"))
    }

    /// Where the grammars are installed, they load: their libraries are mapped from a folder that the sandbox opens.
    @Test(.enabled(if: PackagesTests.hasTreeSitter))
    func loadsTreeSitterInsideTheSandbox() async throws {
        try await withSession { session async throws in
            let result = try await session.run("import tree_sitter\ntree_sitter.Parser.__name__")
            #expect(result.stdout == "'Parser'\n", "\(result)")
        }
    }

    private static var hasTreeSitter: Bool {
        guard let packages = try? WorkerProgram.find().packages, !packages.isEmpty else { return false }
        return access(packages + "/tree_sitter", F_OK) == 0
    }
}
