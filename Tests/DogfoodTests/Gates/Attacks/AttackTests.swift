import Dogfood
import Glibc
import GitStore
import Testing

@Suite(.enabled(if: Attack.isWanted), .serialized) struct AttackTests {
    private static let fixture = Result { try FixturePackage() }

    @Test func theTableHoldsFortyAttacks() { #expect(Attack.all.count >= 40) }

    @Test(arguments: Attack.all) func isCaught(_ attack: Attack) async throws {
        let fixture = try Self.fixture.get()
        let candidate = try fixture.candidate(attack.files, git: attack.git)
        let checked = try await fixture.checker().check(candidate)
        if attack.caught == .policy {
            #expect(checked.candidate == nil, "\(checked.gates)")
            return
        }
        let judged = try #require(checked.candidate, "\(checked.gates)")
        if attack.caught == .highRisk {
            #expect(checked.risk.level == .high, "\(checked.risk) \(checked.tripwires)")
            return
        }
        let records = await fixture.examiner().examine(judged) { _ in }
        guard case .gate(let gate, let failures) = attack.caught, let last = records.last else { return }
        #expect(last.gate == gate, "\(last)")
        #expect(last.failure.map(failures.contains) == true, "\(last)")
        #expect(access("/usr/escaped", F_OK) != 0)
    }
}
