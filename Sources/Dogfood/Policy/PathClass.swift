/// What a change of a path asks for; a person sees it beside the path.
package enum PathClass: String, Codable, Sendable, CaseIterable {
    case normal
    /// Something new that takes nothing away: a new test.
    case additive
    /// A person has to look closely, and says so by typing the proposal's name.
    case humanOnly = "human-only"
    /// No proposal may touch it.
    case frozen
}
