import FoundationEssentials
import Synchronization

/// A model whose replies stand in a file: for tests and demonstrations. `Script` documents the file.
package final class ScriptedModel: LanguageModel {
    package let name: String
    private let script: Script
    private let role: ModelRole
    /// How often each section was used.
    private let uses: Mutex<[Int]>

    package init(name: String, script: Script, role: ModelRole = .root) {
        self.name = name
        self.script = script
        self.role = role
        uses = Mutex(Array(repeating: 0, count: script.sections.count))
    }

    /// Reads the script from a file.
    package convenience init(name: String, file: String, role: ModelRole = .root) throws(ModelError) {
        let data: Data
        do {
            data = try Data(contentsOf: URL(filePath: file))
        } catch {
            throw ModelError(
                .configuration, model: name, message: "the script cannot be read: \(file).",
                hint: "Write it like scripted/replies.txt; the path is taken from the current folder.")
        }
        do throws(Script.Mistake) {
            self.init(name: name, script: try Script(parsing: String(decoding: data, as: UTF8.self)), role: role)
        } catch {
            throw ModelError(.configuration, model: name, message: "\(file):\(error.line): \(error.message).")
        }
    }

    package func contextWindow() async -> Int? { nil }

    package func respond(
        to request: ModelRequest, onText: @escaping @Sendable (String) -> Void
    ) async throws(ModelError) -> ModelReply {
        guard let section = take(for: request) else {
            let turn = request.messages.count { $0.role == .assistant } + 1
            throw ModelError(
                .configuration, model: name,
                message: "the script has no \(role.rawValue) reply for turn \(turn) of this conversation.")
        }
        try await sleep(section.delay)
        if let failure = section.failure { throw ModelError(failure, model: name, message: section.text) }
        for (index, piece) in Self.pieces(of: section).enumerated() {
            if index > 0 { try await sleep(section.pause) }
            onText(piece)
        }
        var usage = TokenUsage.estimate(messages: request.messages, reply: section.text)
        if section.promptTokens != nil || section.completionTokens != nil {
            usage = TokenUsage(
                prompt: section.promptTokens ?? usage.prompt, completion: section.completionTokens ?? usage.completion)
        }
        return ModelReply(
            text: section.text, usage: usage, finishReason: section.finishReason, costUSD: section.costUSD)
    }

    private func take(for request: ModelRequest) -> ScriptSection? {
        uses.withLock { uses in
            for (index, section) in script.sections.enumerated()
            where uses[index] < section.times ?? .max && section.fits(request, role: role) {
                uses[index] += 1
                return section
            }
            return nil
        }
    }

    private static func pieces(of section: ScriptSection) -> [String] {
        guard let size = section.chunk else { return section.text.isEmpty ? [] : [section.text] }
        var pieces: [String] = []
        var rest = section.text[...]
        while !rest.isEmpty {
            pieces.append(String(rest.prefix(size)))
            rest = rest.dropFirst(size)
        }
        return pieces
    }

    private func sleep(_ seconds: Double) async throws(ModelError) {
        do {
            if seconds > 0 { try await Task.sleep(for: .seconds(seconds)) } else { try Task.checkCancellation() }
        } catch {
            throw ModelError(.cancelled, model: name, message: "the call was cancelled.")
        }
    }
}
