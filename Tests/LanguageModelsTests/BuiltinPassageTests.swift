import Testing

@testable import LanguageModels

/// The built-in model as a sub-model: it copies, it never invents.
@Suite struct BuiltinPassageTests {
    private func answer(_ prompt: String) async throws -> String {
        try await BuiltinModel().respond(to: ModelRequest(prompt: prompt)).text
    }

    private static let passage = """
        src/net.py:1  import socket
        src/net.py:2  RETRY_DELAY = 0.5
        src/net.py:3  def connect(host, port):
        src/net.py:4      return socket.create_connection((host, port))
        """

    @Test func copiesTheLinesThatFitTheInstruction() async throws {
        let text = try await answer("How long is the delay between retries?\n\n" + Self.passage)
        #expect(text == "src/net.py:2  RETRY_DELAY = 0.5")
    }

    @Test func findsTheInstructionAlsoBehindThePassage() async throws {
        let text = try await answer(Self.passage + "\n\nWhich function connects to a host?")
        #expect(text.contains("src/net.py:3  def connect(host, port):"))
    }

    @Test func saysWhenTheTextDoesNotTell() async throws {
        #expect(try await answer("What is the colour of the car?\n\n" + Self.passage).contains("does not say"))
        #expect(try await answer("Hello").contains("no passage"))
    }

    @Test func summarisesWithLinesOfTheText() async throws {
        let text = try await answer("Summarize this.\n\nThe first sentence says what the whole is about.\n\nEnd.")
        #expect(text == "The first sentence says what the whole is about.")
    }

    @Test func staysShort() async throws {
        let line = String(repeating: "retry ", count: 100)
        let text = try await answer("retry?\n\n" + Array(repeating: line, count: 1_000).joined(separator: "\n"))
        #expect(text.count <= 4_000)
    }
}
