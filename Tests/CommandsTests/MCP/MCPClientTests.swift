import FoundationEssentials
import JSON
import Posix
import TestSupport
import Testing

/// `rlm mcp` talked to by the official client of the Model Context Protocol, from PyPI.
///
/// RLM_TEST_MCP=1 turns it on. `Client/client` says what the first run installs.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["RLM_TEST_MCP"] == "1"), .timeLimit(.minutes(10)))
struct MCPClientTests {
    @Test func theOfficialClientIsServed() async throws {
        let program = try BuiltProgram()
        try program.folder.write("RETRIES = 3\n\ndef go():\n    return RETRIES\n", to: "src/retry.py")
        let prepared = try await program.shell(
            """
            set -e; cd src; echo "There are two seperate parts." > README.md; git init -q; git add .
            git -c user.name=A -c user.email=a@localhost commit -q -m Begin
            "$(dirname "$RLM")/rlm-dogfood" cycle --test-command true
            """)
        try #require(prepared.code == 0, "\(prepared.stderr)")
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Client/client").path
        var command = ChildCommand(script, [program.path, "mcp", program.folder.path("src")])
        command.environment = program.environment()
        let output = try await ChildProcess.run(command, timeout: 500)
        try #require(output.status == .exited(0), "\(output.errorText.suffix(3_000))")
        let heard = try JSONParser.parse(output.stdout)
        for mode in ["auto", "legacy"] {
            let heard = try #require(heard[mode])
            #expect(heard["tools"]?.array?.count == 4)
            #expect(heard["answer"]?.string?.contains("retry.py:3") == true, "\(heard)")
            #expect(heard["structured"]?["citations"]?.array?.isEmpty == false)
            #expect(heard["progress"]?.array?.isEmpty == false)
            #expect(heard["search"]?.string?.contains("retry.py:") == true)
            #expect(heard["outline"]?.string?.contains("(function go)") == true)
            #expect(heard["proposals"]?.array?.first?.string?.hasPrefix("p1  proposed, low risk: ") == true)
            let proposal = heard["proposals"]?.array?.last?["proposals"]?.array?.first
            #expect(proposal?["id"] == "p1" && proposal?["state"] == "proposed" && proposal?["files"] == 1)
            #expect(heard["outside"]?.array?.first == true)
            #expect(heard["given_up"] == true && heard["afterwards"] == true)
        }
    }
}
