import HTTPTransport
import JSON

extension ModelServer {
    /// Asks for the list of models and, where the server is Ollama's, for what is in memory.
    func inspection(of id: String, _ provider: ModelProvider) async -> MemberInspection {
        var result = MemberInspection()
        let start = ContinuousClock.now
        do throws(ModelError) {
            let list = try await json(.get, provider.listPath)
            result.seconds = (ContinuousClock.now - start) / .seconds(1)
            let names = ((list["models"] ?? list["data"])?.array ?? []).compactMap { ($0["name"] ?? $0["id"])?.string }
            // Others than Ollama may know models by more names than they list.
            let isListed = names.contains { Self.isSame($0, id) }
            result.hasModel = isListed ? true : provider.api == .ollama ? false : nil
        } catch {
            // Without a key it is of no more use than without the server.
            guard Self.isAlive(error), error.kind != .authentication, error.kind != .configuration else {
                result.problem = error.message
                return result
            }
            result.seconds = (ContinuousClock.now - start) / .seconds(1)
        }
        guard provider.api == .ollama, let running = try? await json(.get, "/api/ps")["models"]?.array else {
            return result
        }
        let own = running.first { Self.isSame($0["name"]?.string ?? "", id) }
        result.isLoaded = own != nil
        if let size = own?["size"]?.number, size > 0, let onGPU = own?["size_vram"]?.number {
            result.onGPU = min(1, max(0, onGPU / size))
        }
        return result
    }

    /// Any answer that is no failure of the server shows that it is there.
    func probe(_ provider: ModelProvider) async throws(ModelError) {
        do throws(ModelError) {
            try await send(.get, provider.listPath).response.body.drain()
        } catch {
            guard Self.isAlive(error) else { throw error }
        }
    }

    private static func isAlive(_ error: ModelError) -> Bool {
        switch MemberFault(error) {
        case .unreachable, .overloaded: false
        case .failed: error.kind == .malformed
        case .none, .busy, .lasting: true
        }
    }

    private static func isSame(_ name: String, _ id: String) -> Bool { name == id || name == id + ":latest" }
}
