package import Corpus
import LanguageModels
package import RLMEngine
import Synchronization

/// The analyst that asks a language model: the engine explores the repository for findings, and each draft is one call.
package final class ModelAnalyst: Analyst {
    /// Seconds that one call for a draft may take.
    private static let patience = 180.0
    /// Bytes of files that go into one call for a draft.
    private static let shownBytes = 160_000

    package var name: String { engine.model.name }
    private let engine: RecursiveLanguageModel
    private let corpus: Corpus
    private let files: ProjectFiles
    private let request: AnalysisRequest
    private let onNotice: @Sendable (String) -> Void
    private let spent = Mutex(Spending.none)
    private let drafts = Mutex(Drafts())

    /// What the model replied for the finding that is worked on, to be shown beside what became of it.
    private struct Drafts {
        var finding: Finding?
        var replies: [String] = []
    }

    /// - Parameters:
    ///   - corpus: the base commit's files by their paths, and the commits before it.
    ///   - onNotice: told what is worth knowing besides, such as a finding that does not hold.
    package init(
        _ engine: RecursiveLanguageModel, corpus: Corpus, files: ProjectFiles, request: AnalysisRequest,
        onNotice: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.engine = engine
        self.corpus = corpus
        self.files = files
        self.request = request
        self.onNotice = onNotice
    }

    package var spending: Spending { spent.withLock { $0 } }

    package func findings() async throws -> [Finding] {
        let answer = await engine.answer(question: request.question, corpus: corpus) { [onNotice] event in
            if case .notice(let text) = event.kind { onNotice(text) }
        }
        spent.withLock { $0 = $0 + Spending(answer.statistics) }
        try Task.checkCancellation()
        guard answer.success else {
            throw AnalysisError("\(name) gave no findings: \(answer.problem ?? "it stopped before it had any")")
        }
        let checker = FindingChecker(files: files)
        return FindingParser.findings(in: answer.text).prefix(request.count).compactMap { finding in
            let checked = checker.checked(finding)
            if checked == nil { onNotice("left out, for nothing of it stands in the files: \(finding.claim)") }
            return checked
        }.sorted { $0.value > $1.value }
    }

    package func draft(_ finding: Finding, feedback: [String]) async throws -> [Edit] {
        let reply = try await reply(to: ModelRequest(messages: conversation(on: finding, feedback)))
        spent.withLock { $0 = $0 + Spending(reply) }
        keep(reply.text, for: finding, after: feedback.count)
        let text = reply.text.trimmingPrefix(while: \.isWhitespace)
        if text.hasPrefix("NOTHING") {
            let why = text.dropFirst("NOTHING".count).drop { !$0.isLetter && !$0.isNumber && $0 != "`" }.prefix(400)
            throw DraftRefusal("\(name) would not change anything\(why.isEmpty ? "" : ": \(why)")", isFinal: true)
        }
        guard reply.finishReason != .length else {
            throw DraftRefusal("The reply was cut off at the limit of its length; write a smaller change.")
        }
        do {
            return try EditBlocks.parse(reply.text)
        } catch {
            throw DraftRefusal(error.feedback)
        }
    }

    private func reply(to request: ModelRequest) async throws -> ModelReply {
        let model = RetryingModel(engine.model)
        let reply = try await withThrowingTaskGroup(of: ModelReply?.self) { group in
            group.addTask { try await model.respond(to: request) }
            group.addTask {
                try await Task.sleep(for: .seconds(Self.patience))
                return nil
            }
            defer { group.cancelAll() }
            return try await group.next() ?? nil
        }
        guard let reply else { throw DraftRefusal("No reply came within \(Int(Self.patience)) seconds.") }
        return reply
    }

    /// A reply that did not come leaves a gap.
    private func keep(_ reply: String, for finding: Finding, after count: Int) {
        drafts.withLock { drafts in
            if drafts.finding != finding { drafts = Drafts(finding: finding) }
            while drafts.replies.count < count { drafts.replies.append("(no reply)") }
            drafts.replies.append(reply)
        }
    }

    /// The task, then each draft with what became of it.
    private func conversation(on finding: Finding, _ feedback: [String]) -> [Message] {
        let replies = drafts.withLock { $0.finding == finding ? $0.replies : [] }
        var messages = [Message(.system, AnalysisPrompts.draft), Message(.user, task(finding))]
        for (index, text) in feedback.enumerated() {
            messages.append(Message(.assistant, index < replies.count ? replies[index] : "(no reply)"))
            messages.append(
                Message(
                    .user,
                    "# What became of draft \(index + 1)\n\n\(text)\n\nNothing of it was kept. Write all edits again, for "
                        + "the files as they stand above, such that this does not happen."))
        }
        return messages
    }

    /// The finding, and the files that it is about, as they are.
    private func task(_ finding: Finding) -> String {
        var parts = ["# Finding (\(finding.category))\n\n\(finding.claim)\n\n\(finding.rationale)"]
        parts.append(finding.places.map { "- \($0.path):\($0.line) `\($0.quote)`" }.joined(separator: "\n"))
        var room = Self.shownBytes
        var shown: Set<String> = []
        for place in finding.places where shown.insert(place.path).inserted {
            guard let file = files.file(place.path), file.bytes.count <= room else { continue }
            room -= file.bytes.count
            parts.append("# File \(file.path)\n\n" + String(decoding: file.bytes, as: UTF8.self))
        }
        return parts.joined(separator: "\n\n")
    }
}
