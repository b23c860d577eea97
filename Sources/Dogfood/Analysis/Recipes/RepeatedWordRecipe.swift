/// Words that stand twice in a row in comments and documents, also over the end of a line: “the the”.
package struct RepeatedWordRecipe: Recipe {
    package let name = "repeated-word"

    package init() {}

    /// Words that never follow themselves in a sentence; “that that” and “is is” may be meant.
    private static let words: Set<String> = [
        "the", "an", "to", "of", "and", "for", "with", "are", "be", "by", "this", "or", "from", "if", "we", "you",
        "when", "will", "can", "at", "which", "should", "must", "may", "has", "have", "been", "its",
    ]

    package func improvements(in tree: ProjectFiles) -> [Improvement] {
        let found = tree.mendable.compactMap { file -> (SourceFile, [Repetition])? in
            guard let prose = Prose(of: file, from: .comments) else { return nil }
            let repetitions = Self.repetitions(in: prose)
            return repetitions.isEmpty ? nil : (file, repetitions)
        }
        return stride(from: 0, to: found.count, by: 8).map { improvement(found[$0..<min($0 + 8, found.count)]) }
    }

    private struct Repetition {
        let word: String
        /// What is to go: one of the two, with the white space before it.
        let range: Range<Int>
    }

    private static func repetitions(in prose: Prose) -> [Repetition] {
        let words = prose.words
        return zip(words, words.dropFirst()).compactMap { first, second in
            let word = prose.file.text(second)
            guard Self.words.contains(word), prose.file.text(first).lowercased() == word,
                prose.isGap(first.upperBound..<second.lowerBound)
            else { return nil }
            let isBroken = prose.file.bytes[first.upperBound..<second.lowerBound].contains(UInt8(ascii: "\n"))
            guard isBroken else { return Repetition(word: word, range: first.upperBound..<second.upperBound) }
            // The word at the end of its line goes, unless it begins a sentence or is all of the line.
            let before = prose.bytes[..<first.lowerBound].lastIndex { $0 != UInt8(ascii: " ") }
            guard let before, prose.bytes[before] != UInt8(ascii: "\n"), prose.file.text(first) == word,
                before + 1 < first.lowerBound
            else { return nil }
            return Repetition(word: word, range: before + 1..<first.upperBound)
        }
    }

    private func improvement(_ found: ArraySlice<(SourceFile, [Repetition])>) -> Improvement {
        let words = found.flatMap(\.1).map(\.word)
        let shown = Set(words).sorted().prefix(3).map { "“\($0) \($0)”" }.joined(separator: ", ")
        let place = found.count == 1 ? found.first!.0.path : "\(found.count) files"
        let finding = Finding(
            category: name, claim: "Say \(shown) only once in \(place)",
            rationale: "A word stands twice in a row where a sentence needs it once. Only comments and documents "
                + "change.",
            places: found.flatMap { file, repetitions in
                repetitions.map { file.place(ofLine: file.line(at: $0.range.lowerBound)) }
            },
            value: 0.45)
        return Improvement(
            finding: finding,
            edits: found.flatMap { file, repetitions in
                file.edits(repetitions.map { SourceFile.Replacement(range: $0.range, text: "") })
            })
    }
}
