package import LanguageModels

/// Another model, whose calls go into a trace with what came back.
package struct RecordingModel: WrappingModel {
    package let base: any LanguageModel
    private let trace: TraceWriter

    package init(_ base: any LanguageModel, into trace: TraceWriter) {
        self.base = base
        self.trace = trace
    }

    package func respond(
        to request: ModelRequest, onText: @escaping @Sendable (String) -> Void
    ) async throws(ModelError) -> ModelReply {
        do throws(ModelError) {
            let reply = try await base.respond(to: request, onText: onText)
            trace.record(RecordedCall(request, model: name, .success(reply)))
            return reply
        } catch {
            // What was cancelled tells nothing of the model.
            if error.kind != .cancelled { trace.record(RecordedCall(request, model: name, .failure(error))) }
            throw error
        }
    }
}
