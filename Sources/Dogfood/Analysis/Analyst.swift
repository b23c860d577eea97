/// Who finds what could be better and writes the edits: recipes, or a language model with the engine.
package protocol Analyst: Sendable {
    /// For trailers: `builtin`, or the model's name.
    var name: String { get }

    /// What could be better at the base commit, best first.
    func findings() async throws -> [Finding]

    /// The edits that mend a finding.
    /// - Parameter feedback: what the gates said of earlier drafts of the same finding, oldest first; 4 KB each at most.
    func draft(_ finding: Finding, feedback: [String]) async throws -> [Edit]
}
