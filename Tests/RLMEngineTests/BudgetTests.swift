import LanguageModels
import TestSupport
import Testing

@testable import RLMEngine

@Suite struct BudgetTests {
    private let request = ModelRequest(prompt: "x")

    private func spend(_ dollars: Double?, in budget: Budget, _ model: AnsweringModel) throws {
        let reservation = try budget.reserve(for: request, of: model, isSubcall: true)
        budget.settle(
            reservation, of: model.name, reply: ModelReply(text: "y", usage: TokenUsage(), costUSD: dollars),
            isSubcall: true)
    }

    @Test func countsKnownDollarsBesideACallOfUnknownPrice() throws {
        var limits = RunLimits()
        limits.costUSD = 1
        let budget = Budget(limits: limits)
        let model = AnsweringModel(replies: ["y"])
        try spend(0.9, in: budget, model)
        try spend(nil, in: budget, model)
        #expect(budget.statistics.costUSD == nil, "the sum is not known")
        try spend(0.2, in: budget, model)
        #expect(throws: Budget.Exceeded.self) { try spend(0.1, in: budget, model) }
    }

    @Test func aFailedCallGivesItsReservationBack() throws {
        var limits = RunLimits()
        limits.tokens = 1_500
        let budget = Budget(limits: limits)
        let model = AnsweringModel(replies: ["y"])
        for _ in 1...3 {
            let reservation = try budget.reserve(for: request, of: model, isSubcall: true)
            #expect(throws: Budget.Exceeded.self) { try budget.reserve(for: request, of: model, isSubcall: true) }
            budget.settle(reservation, of: model.name, reply: nil, isSubcall: true)
        }
        #expect(budget.statistics.subcallsRunning == 0)
    }
}
