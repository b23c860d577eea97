import Commands
import Dogfood
import GitStore

/// Where proposals are read and decided on: the records themselves, or the daemon, which has them open.
protocol ReviewDesk {
    /// The proposals that wait for a person.
    func waiting() async throws -> [ProposalReport]

    func sheet(_ id: String) async throws -> ReviewSheet

    /// Writes down what a person decided of exactly what was shown.
    func decide(_ shown: ReviewSheet, _ ruling: Ruling) async throws
}

extension VerbInput {
    /// The daemon where `--daemon` asks for it.
    func desk() async throws -> any ReviewDesk {
        parsed.has("--daemon") ? try await DaemonDesk(self) : RecordsDesk(proposals: try OpenRepository(self).proposals)
    }

    /// The person at the terminal, by the name that they have in the repository.
    func person() throws -> PersonAtTerminal {
        try PersonAtTerminal(try GitRepository.discover(from: Array(repositoryPath.utf8)))
    }
}
