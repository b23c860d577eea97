/// One kind of improvement that needs no model: a rule that finds it, and the edit that always mends it.
///
/// A recipe proposes only what a maintainer would merge as it is; when in doubt it finds nothing.
package protocol Recipe: Sendable {
    /// The category of its findings.
    var name: String { get }

    func improvements(in tree: ProjectFiles) async throws -> [Improvement]
}
