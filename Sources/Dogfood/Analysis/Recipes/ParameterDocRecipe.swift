/// Swift documentation that names a parameter as it is not, or no longer, called.
package struct ParameterDocRecipe: Recipe {
    package let name = "stale-documentation"

    package init() {}

    package func improvements(in tree: ProjectFiles) -> [Improvement] {
        let found = tree.mendableSwift.compactMap { file -> (SourceFile, [Rename])? in
            let renames = DocumentedFunctions(of: file).functions.flatMap { self.renames(of: $0, in: file) }
            return renames.isEmpty ? nil : (file, renames)
        }
        return stride(from: 0, to: found.count, by: 8).map { improvement(found[$0..<min($0 + 8, found.count)]) }
    }

    private struct Rename {
        let range: Range<Int>
        let function: String
        let old: String
        let new: String
    }

    /// Only where there is one possible meaning: the label stands for its own parameter, or one name is left on either
    /// side at the same place in the order, and the text agrees.
    private func renames(of function: DocumentedFunctions.Function, in file: SourceFile) -> [Rename] {
        let names = function.parameters.map(\.name)
        let documented = function.documented.map { file.text($0) }
        guard Set(names).count == names.count, Set(documented).count == documented.count else { return [] }
        let missing = names.filter { !documented.contains($0) && $0 != "_" }
        let unknown = function.documented.filter { !names.contains(file.text($0)) }
        return unknown.compactMap { range in
            let old = file.text(range)
            let byLabel = function.parameters.first { $0.label == old && missing.contains($0.name) }?.name
            let isAlone = unknown.count == 1 && missing.count == 1 && documented.count == names.count
            let byPlace = isAlone && documented.firstIndex(of: old) == names.firstIndex(of: missing[0])
            guard let new = byLabel ?? (byPlace ? missing[0] : nil), !quotesItself(range, in: file),
                byLabel != nil || agrees(range, old, new, isAnchored: names.count > 1, in: file)
            else { return nil }
            return Rename(range: range, function: function.name, old: old, new: new)
        }
    }

    /// True when the text about a parameter has the name once more as code: it may be that of something else there.
    private func quotesItself(_ range: Range<Int>, in file: SourceFile) -> Bool {
        let first = file.line(at: range.lowerBound)
        let quoted = "`\(file.text(range))`"
        for line in first...file.lineCount {
            let text = file.text(file.range(ofLine: line)).drop { $0 == " " || $0 == "\t" || $0 == "/" }
            if line > first, text.hasPrefix("-") || text.allSatisfy(\.isWhitespace) { return false }
            if text.contains(quoted) { return true }
        }
        return false
    }

    /// True when the sentence about a parameter speaks of it by the new name, or when it speaks of it by neither and
    /// other parameters around it are right.
    private func agrees(
        _ range: Range<Int>, _ old: String, _ new: String, isAnchored: Bool, in file: SourceFile
    ) -> Bool {
        let line = file.range(ofLine: file.line(at: range.lowerBound))
        let words = file.text(range.upperBound..<line.upperBound).lowercased().split { !$0.isLetter && !$0.isNumber }
        if words.contains(where: { $0 == new.lowercased() }) { return true }
        return isAnchored && !words.contains { $0 == old.lowercased() }
    }

    private func improvement(_ found: ArraySlice<(SourceFile, [Rename])>) -> Improvement {
        let renames = found.flatMap(\.1)
        let pairs = renames.map { "\($0.old) → \($0.new)" }.reduce(into: [String]()) {
            if !$0.contains($1) { $0.append($1) }
        }
        let place = found.count == 1 ? found.first!.0.path : "\(found.count) files"
        let finding = Finding(
            category: name,
            claim: "Document \(renames.count == 1 ? "a parameter" : "\(renames.count) parameters") in \(place) by the "
                + "name it has: \(pairs.prefix(3).joined(separator: ", "))" + (pairs.count > 3 ? ", …" : ""),
            rationale: "Documentation has to name a parameter as the function's body does. For any other name the "
                + "documentation compiler warns and shows nothing. Only comments change.",
            places: found.flatMap { file, renames in
                renames.map { file.place(ofLine: file.line(at: $0.range.lowerBound)) }
            },
            symbols: renames.map(\.function).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }, value: 0.55)
        return Improvement(
            finding: finding,
            edits: found.flatMap { file, renames in
                file.edits(renames.map { SourceFile.Replacement(range: $0.range, text: $0.new) })
            })
    }
}
