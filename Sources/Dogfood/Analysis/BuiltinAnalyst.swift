import Synchronization

/// The analyst that needs no model: recipes, each with edits that are known as soon as the finding is.
package final class BuiltinAnalyst: Analyst {
    package let name = "builtin"
    private let tree: ProjectFiles
    private let recipes: [any Recipe]
    /// Words that a person asked it to look at; findings about anything else are left.
    private let focus: [String]
    private let improvements = Mutex<[Improvement]>([])

    package static let allRecipes: [any Recipe] = [
        MisspellingRecipe(), RepeatedWordRecipe(), DeadLinkRecipe(), DeadPrivateRecipe(), ParameterDocRecipe(),
        FormatRecipe(),
    ]

    package init(_ tree: ProjectFiles, recipes: [any Recipe] = allRecipes, focus: String? = nil) {
        self.tree = tree
        self.recipes = recipes
        self.focus = (focus ?? "").lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }

    package func findings() async throws -> [Finding] {
        var found: [Improvement] = []
        for recipe in recipes {
            try Task.checkCancellation()
            found += try await recipe.improvements(in: tree)
        }
        let wanted = found.filter { isInFocus($0.finding) }
        // A sort that keeps the recipes' own order among equals.
        let ordered = wanted.enumerated().sorted {
            ($1.element.finding.value, $0.offset) < ($0.element.finding.value, $1.offset)
        }.map(\.element)
        improvements.withLock { $0 = ordered }
        return ordered.map(\.finding)
    }

    package func draft(_ finding: Finding, feedback: [String]) -> [Edit] {
        // A recipe knows one way only.
        guard feedback.isEmpty else { return [] }
        return improvements.withLock { all in all.first { $0.finding == finding }?.edits ?? [] }
    }

    private func isInFocus(_ finding: Finding) -> Bool {
        guard !focus.isEmpty else { return true }
        let text = ([finding.category, finding.claim] + finding.places.map(\.path)).joined(separator: " ").lowercased()
        return focus.contains(where: text.contains)
    }
}
