import Posix

/// An engine that work is put to.
protocol Contestant: Sendable {
    var name: String { get }
    /// The program to run; nil when this engine cannot do the work.
    /// - Parameter scratch: a folder of the run's own, removed afterwards.
    func command(for work: Work, input: String, server: MockServer, scratch: String) async throws -> ChildCommand?
    /// The answer in what the program printed.
    func answer(in output: String) -> String
}
