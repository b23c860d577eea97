/// A finding of a recipe together with the edits that mend it.
package struct Improvement: Sendable, Equatable {
    package var finding: Finding
    package var edits: [Edit]

    package init(finding: Finding, edits: [Edit]) {
        self.finding = finding
        self.edits = edits
    }
}
