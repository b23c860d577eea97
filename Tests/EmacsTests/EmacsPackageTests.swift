import Posix
import Testing

/// The Emacs package in `elisp/` keeps the rules of its kind and does what it says: each test is a step of
/// `Tests/elisp/check`, with Debian's Emacs.
@Suite struct EmacsPackageTests {
    @Test(arguments: ["compile", "lint", "checkdoc", "relint", "ert"])
    func passes(_ check: String) async throws {
        let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let output = try await ChildProcess.run(ChildCommand(root + "/Tests/elisp/check", [check]))
        #expect(output.status == .exited(0), "\(output.text)\(output.errorText)")
    }
}
