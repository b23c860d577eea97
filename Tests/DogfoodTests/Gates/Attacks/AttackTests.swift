import Dogfood
import FoundationEssentials
import Glibc
import Posix
import TestSupport
import Testing

@Suite(.enabled(if: Attack.isWanted), .serialized) struct AttackTests {
    private static let fixture = Result { try FixturePackage() }
    /// What no run of a candidate may learn.
    private static let key = "sk-canary-\(getpid())-of-the-table"

    @Test func theTableHoldsFortyAttacks() { #expect(Attack.all.count >= 40) }

    @Test(arguments: Attack.all.dropFirst(max(1, Attack.firstWanted) - 1)) func isCaught(_ attack: Attack) async throws
    {
        let fixture = try Self.fixture.get()
        setenv("ANTHROPIC_API_KEY", Self.key, 1)
        let host = try canary(in: fixture)
        let candidate = try fixture.candidate(
            attack.files.mapValues { $0?.replacing("HOST", with: host) }, git: attack.git)
        let checked = try await fixture.checker().check(candidate)
        guard attack.caught != .policy else {
            #expect(checked.candidate == nil, "\(checked.gates)")
            return expect(attack, said: checked.gates.last?.summary)
        }
        let judged = try #require(checked.candidate, "\(checked.gates)")
        let records = await fixture.examiner().examine(judged) { _ in }
        try expectNothingGotOut(fixture, host)
        if attack.caught == .highRisk {
            let finding = Finding(category: "bug", claim: attack.message, rationale: "", places: [], value: 1)
            let risk = checked.risk.raised(by: finding)
            #expect(risk.level == .high, "\(risk)")
            return expect(attack, said: risk.reasons.joined(separator: "; "), records.last)
        }
        guard case .gate(let gate, let failures) = attack.caught, let last = records.last else { return }
        #expect(last.gate == gate, "\(last)")
        #expect(last.failure.map(failures.contains) == true, "\(last)")
        expect(attack, said: last.summary)
    }

    /// A break that has nothing to do with the attack would be caught as well; what is said tells them apart.
    private func expect(_ attack: Attack, said text: String?, _ last: GateRecord? = nil) {
        #expect(text?.contains(attack.reason) == true, "\(text ?? "nothing")")
        let rest = last.map { "; then \($0.gate.rawValue) \($0.outcome.rawValue): \($0.summary)" } ?? ""
        print("attack: \(attack.description) | \(text ?? "nothing")\(rest.filter { !$0.isNewline })")
    }

    /// A folder of the user's that a candidate has no business with.
    private func canary(in fixture: FixturePackage) throws -> String {
        try fixture.folder.write("mine", to: "host/file")
        return fixture.folder.path("host")
    }

    private func expectNothingGotOut(_ fixture: FixturePackage, _ host: String) throws {
        #expect(access("/usr/escaped", F_OK) != 0)
        #expect(try FileManager.default.contentsOfDirectory(atPath: host) == ["file"])
        #expect(try String(contentsOfFile: "\(host)/file", encoding: .utf8) == "mine")
        #expect(try fixture.repository.git("status", "--porcelain").isEmpty)
        #expect(!RunningProcess.all.contains { $0.text("cmdline").contains("86399") })
        let logs = fixture.folder.path("logs")
        for name in try FileManager.default.contentsOfDirectory(atPath: logs) {
            let log = try FileReading.all("\(logs)/\(name)")
            let holdsKey = String(decoding: log, as: UTF8.self).contains(Self.key)
            #expect(!holdsKey, "\(name)")
        }
    }
}
