/// Misspelled words in comments and documents, and in messages that a program shows.
package struct MisspellingRecipe: Recipe {
    package let name = "misspelling"

    package init() {}

    package func improvements(in tree: ProjectFiles) async throws -> [Improvement] {
        let files = tree.mendable
        let codespell = Codespell(ignored: Codespell.ignoredWords(of: tree))
        guard let written = try await misspellings(files, .comments, codespell), !Task.isCancelled,
            let said = try await misspellings(files, .strings, codespell)
        else { return [] }
        let names = written.isEmpty && said.isEmpty ? [] : Self.names(in: tree.files)
        let isMeant = { (word: Misspelling) in
            let wrong = word.wrong.lowercased()
            return !names.contains(wrong) && !(wrong.hasSuffix("s") && names.contains(String(wrong.dropLast())))
        }
        let inComments = bundled(written.compactMap { Group($0, filter: isMeant) })
        let inMessages = said.compactMap { Group($0, filter: isMeant) }.map { [$0] }
        return inComments.map { improvement($0, value: 0.5) } + inMessages.map { improvement($0, value: 0.6) }
    }

    /// A file with its misspellings; never none.
    private struct Group {
        let file: SourceFile
        let words: [Misspelling]

        init?(_ found: (SourceFile, [Misspelling]), filter isMeant: (Misspelling) -> Bool) {
            file = found.0
            words = found.1.filter(isMeant)
            if words.isEmpty { return nil }
        }
    }

    /// As many files as one change may touch share a proposal: one reading settles them all.
    private func bundled(_ groups: [Group]) -> [[Group]] {
        stride(from: 0, to: groups.count, by: 8).map { Array(groups[$0..<min($0 + 8, groups.count)]) }
    }

    private func misspellings(
        _ files: [SourceFile], _ source: Prose.Source, _ codespell: Codespell
    ) async throws -> [(SourceFile, [Misspelling])]? {
        let proses = files.compactMap { Prose(of: $0, from: source) }
        var text: [UInt8] = []
        var firstLines: [Int] = []
        var line = 1
        for prose in proses {
            firstLines.append(line)
            text += prose.bytes
            if prose.bytes.last != UInt8(ascii: "\n") { text.append(UInt8(ascii: "\n")) }
            line += prose.file.lineCount
        }
        guard let reports = try await codespell.reports(on: text) else { return nil }
        var byFile: [Int: [Misspelling]] = [:]
        for report in Set(reports.map { [String($0.line), $0.wrong, $0.right] }) {
            guard let line = Int(report[0]), let index = firstLines.lastIndex(where: { $0 <= line }) else { continue }
            byFile[index, default: []] += proses[index].occurrences(
                of: report[1], onLine: line - firstLines[index] + 1
            ).map { Misspelling(range: $0, wrong: report[1], right: report[2]) }
        }
        return byFile.sorted { $0.key < $1.key }.map { index, words in
            (proses[index].file, words.sorted { $0.range.lowerBound < $1.range.lowerBound })
        }
    }

    private func improvement(_ groups: [Group], value: Double) -> Improvement {
        let words = groups.flatMap(\.words)
        let distinct = words.map { "\($0.wrong) → \($0.right)" }.reduce(into: [String]()) {
            if !$0.contains($1) { $0.append($1) }
        }
        let shown = distinct.prefix(3).joined(separator: ", ") + (distinct.count > 3 ? ", …" : "")
        let place = groups.count == 1 ? groups[0].file.path : "\(groups.count) files"
        let isSaid = value > 0.5
        let finding = Finding(
            category: name,
            claim: "Spell \(words.count == 1 ? "a word" : "\(words.count) words") right in \(place): \(shown)",
            rationale: isSaid
                ? "People who use the program read these words. codespell knows them as misspellings with one meaning."
                : "codespell knows these words as misspellings with one meaning each, and no name in the code is "
                    + "spelled so. Only comments and documents change.",
            places: groups.flatMap { group in
                group.words.map { group.file.place(ofLine: group.file.line(at: $0.range.lowerBound)) }
            }.reduce(into: []) { if !$0.contains($1) { $0.append($1) } },
            value: value)
        return Improvement(
            finding: finding,
            edits: groups.flatMap { group in
                group.file.edits(group.words.map { SourceFile.Replacement(range: $0.range, text: $0.right) })
            })
    }

    /// The names in the code of all files, in lower case: a comment that spells one the same way, or
    /// speaks of several, means it.
    private static func names(in files: [SourceFile]) -> Set<String> {
        var names: Set<String> = []
        for file in files {
            for segment in SourceScanner.segments(of: file) ?? [] where segment.kind == .code {
                for word in file.bytes[segment.range].split(whereSeparator: { !isNameByte($0) }) {
                    names.insert(String(decoding: word, as: UTF8.self).lowercased())
                }
            }
        }
        return names
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        Prose.isLetter(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "_")
    }
}
