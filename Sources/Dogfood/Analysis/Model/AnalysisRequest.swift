/// What a model is asked to look for.
package struct AnalysisRequest: Sendable, Equatable {
    /// What a person wants looked at; nil for anything.
    package var focus: String?
    /// Findings at most.
    package var count: Int
    /// What is known of the repository besides its files, as Markdown.
    package var notes: String

    package init(focus: String? = nil, count: Int, notes: String) {
        self.focus = focus
        self.count = count
        self.notes = notes
    }

    var question: String {
        AnalysisPrompts.analyse
            .replacing("{{focus}}", with: focus.map { "\nLook only at this: \($0)\n" } ?? "")
            .replacing("{{count}}", with: "\(count)")
            .replacing("{{notes}}", with: notes)
    }
}
