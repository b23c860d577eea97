import FoundationEssentials
import Posix
import Testing

/// Runs the unit tests of the worker's Python modules with the system's Python.
@Suite struct PythonModuleTests {
    private static let tests =
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        .joined(separator: "/") + "/Python"
    private static let packages = tests.replacing("/Tests/REPLWorkerTests/Python", with: "/.build/python")

    /// The same tests hold with and without the grammars: without them, line patterns find the definitions.
    @Test(.timeLimit(.minutes(3)), arguments: ["", packages])
    func navigationDoesWhatItsTestsSay(packages: String) async throws {
        guard packages.isEmpty || FileManager.default.fileExists(atPath: packages) else { return }
        let command = ChildCommand(
            "/usr/bin/python3", ["-m", "unittest", "discover", "-b", "-s", Self.tests, "-t", Self.tests],
            environment: [
                "RLM_TEST_PYTHON_PACKAGES": packages, "PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1",
            ])
        let output = try await ChildProcess.run(command, timeout: 170)
        let report = output.errorText
        #expect(output.status == .exited(0), "\(report)")
        #expect(report.contains("OK"))
    }
}
