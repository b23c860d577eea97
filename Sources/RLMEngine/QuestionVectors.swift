import LanguageModels
import ReplyCache

/// The directions of this run's questions: each is asked for once, and those wanted at the same time by one call.
actor QuestionVectors {
    private let model: any EmbeddingModel
    private let budget: Budget
    /// Told once, when the model fails.
    private let onFailure: @Sendable (String) -> Void

    private var known: [String: Direction] = [:]
    private var waiting: [String: [CheckedContinuation<Direction?, Never>]] = [:]
    private var worker: Task<Void, Never>?
    private var hasFailed = false

    /// Questions of one call.
    private static let batch = 64
    /// Questions remembered.
    private static let capacity = 10_000
    /// Seconds that a call may take: longer, and asking the model itself is no slower.
    private static let patience = 20.0

    init(model: any EmbeddingModel, budget: Budget, onFailure: @escaping @Sendable (String) -> Void) {
        self.model = model
        self.budget = budget
        self.onFailure = onFailure
    }

    /// The direction of a question; nil when the model fails, the budget forbids it, or the task is cancelled.
    func direction(of question: String) async -> Direction? {
        if let direction = known[question] { return direction }
        guard !hasFailed, !Task.isCancelled else { return nil }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                waiting[question, default: []].append(continuation)
                if worker == nil { worker = Task { await work() } }
            }
        } onCancel: {
            Task { await self.stop() }
        }
    }

    private func stop() {
        worker?.cancel()
    }

    private func work() async {
        // What is asked at the same time comes within this time.
        try? await Task.sleep(for: .milliseconds(2))
        while !waiting.isEmpty {
            let questions = Array(waiting.keys.prefix(Self.batch))
            let directions = hasFailed || Task.isCancelled ? [] : await embed(questions)
            for (place, question) in questions.enumerated() {
                let direction = place < directions.count ? directions[place] : nil
                if known.count < Self.capacity { known[question] = direction }
                waiting.removeValue(forKey: question)?.forEach { $0.resume(returning: direction) }
            }
        }
        worker = nil
    }

    private func embed(_ questions: [String]) async -> [Direction?] {
        guard let reservation = try? budget.reserve(for: questions, of: model) else { return [] }
        let model = model
        do {
            let answer = try await withDeadline(seconds: Self.patience) { try await model.embed(questions) }
            let cost = model.priceUSD(of: answer.usage)
            budget.settle(
                reservation, of: model.name, reply: ModelReply(text: "", usage: answer.usage, costUSD: cost),
                isSubcall: false)
            return answer.vectors.map { Direction($0) }
        } catch {
            budget.settle(reservation, of: model.name, reply: nil, isSubcall: false)
            if !Task.isCancelled {
                hasFailed = true
                onFailure("similar questions are not looked for in this run: \(error)")
            }
            return []
        }
    }
}
