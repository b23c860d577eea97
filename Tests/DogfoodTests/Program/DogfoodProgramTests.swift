import Commands
import DogfoodCommands
import FoundationEssentials
import Posix
import TestSupport
import Testing

@Suite struct DogfoodProgramTests {
    @Test(arguments: Program.dogfood.verbs.map(\.name))
    func everyVerbExplainsItself(name: String) async throws {
        let binary = try DogfoodBinary()
        let help = try await binary.run(name, "--help")
        #expect(help.code == 0)
        #expect(help.stdout.contains("Usage: rlm-dogfood \(name) "))
        for line in help.stdout.split(separator: "\n") { #expect(line.count <= 84, "\(line)") }
        #expect(Program.dogfood.help.contains("  \(name) "))
    }

    @Test func aMistakeIsAnsweredWithTheNearestVerb() async throws {
        let outcome = try await DogfoodBinary().run("statsu")
        #expect(outcome.code == 2)
        #expect(outcome.stderr.contains("status"))
        #expect(outcome.stdout.isEmpty)
    }

    @Test func statusOfAFreshRepositoryIsEmptyAndSaysSo() async throws {
        let binary = try DogfoodBinary()
        let text = try await binary.run("status")
        #expect(text.code == 0)
        #expect(text.stdout.contains("working     nobody"))
        #expect(text.stdout.contains("proposals   none yet"))
        let json = try await binary.run("status", "--json")
        struct Report: Decodable { var repository: String }
        let report = try JSONDecoder().decode(Report.self, from: Data(json.stdout.utf8))
        #expect(report.repository == binary.repository.path)
    }

    @Test func aFolderWithoutARepositoryIsInputThatCannotBeRead() async throws {
        let binary = try DogfoodBinary()
        let outcome = try await binary.run("status", "--repo", "/usr")
        #expect(outcome.code == 3)
        #expect(outcome.stderr.contains("/usr is not in a git repository"))
        #expect(!outcome.stderr.contains("--git"))
    }

    @Test(arguments: [["cycle", "--timeout", "-5"], ["stop", "--wait", "-1"], ["gc", "--days", "-3"]])
    func aNumberBelowNothingIsAMistake(arguments: [String]) async throws {
        let binary = try DogfoodBinary()
        let output = try await ChildProcess.run(binary.command(arguments), timeout: 60)
        #expect(output.status == .exited(2))
        #expect(output.errorText.contains(arguments[1]))
    }

    @Test(arguments: [
        ("bash", "complete -F _rlm_dogfood rlm-dogfood"), ("zsh", "#compdef rlm-dogfood"),
        ("fish", "complete -c rlm-dogfood"),
    ])
    func shellsCompleteVerbs(shell: String, line: String) async throws {
        let outcome = try await DogfoodBinary().run("completions", shell)
        #expect(outcome.stdout.contains(line))
        #expect(!outcome.stdout.contains("rlm completions"))
    }
}
