/// Who finds what could be better and writes the edits: recipes, or a language model with the engine.
package protocol Analyst: Sendable {
    /// For trailers: `builtin`, or the model's name.
    var name: String { get }

    /// What could be better at the base commit, best first.
    func findings() async throws -> [Finding]

    /// What models took for it so far.
    var spending: Spending { get }

    /// The edits that mend a finding; none when there is nothing further to try.
    /// - Parameter feedback: what the gates said of earlier drafts of the same finding, oldest first; 4 KB each at most.
    /// - Throws: `DraftRefusal` when another try may do better; anything else ends the cycle.
    func draft(_ finding: Finding, feedback: [String]) async throws -> [Edit]
}

extension Analyst {
    package var spending: Spending { .none }
}
