import LanguageModels
import Synchronization

/// Collects the pieces of a reply.
final class Pieces: Sendable {
    private let list = Mutex<[String]>([])
    var all: [String] { list.withLock { $0 } }
    func append(_ piece: String) { list.withLock { $0.append(piece) } }
}

extension LanguageModel {
    /// The error that a call fails with; nil when it does not.
    func failure(_ request: ModelRequest = ModelRequest(prompt: "Hello?")) async -> ModelError? {
        do throws(ModelError) {
            _ = try await respond(to: request)
            return nil
        } catch {
            return error
        }
    }

    /// The reply with the pieces in which it came.
    func pieces(
        _ request: ModelRequest = ModelRequest(prompt: "Hello?")
    ) async throws(ModelError) -> (reply: ModelReply, pieces: [String]) {
        let pieces = Pieces()
        let reply = try await respond(to: request) { pieces.append($0) }
        return (reply, pieces.all)
    }
}

/// Waits until `condition` holds, at most five seconds.
func eventually(_ condition: () -> Bool) async throws -> Bool {
    for _ in 0..<500 {
        if condition() { return true }
        try await Task.sleep(for: .milliseconds(10))
    }
    return false
}
