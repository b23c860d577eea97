import CompilerDiagnostics

/// Warnings of the Swift compiler for which there is one right answer, which the compiler itself offers.
package struct WarningRecipe: Recipe {
    package let name = "warning"
    private let build: @Sendable () async throws -> BaseBuild?

    /// - Parameter build: what was built of the base commit; nil when there is nothing.
    package init(build: @escaping @Sendable () async throws -> BaseBuild?) {
        self.build = build
    }

    /// What is said of a warning that names what to do and leaves nothing to choose. A value that is never used, say,
    /// may be a mistake of another kind, so a person has to look.
    private static let clear = [
        "was never mutated; consider changing", "renamed to", "redundant", "no calls to throwing functions occur",
        "no 'async' operations occur",
    ]

    package func improvements(in tree: ProjectFiles) async throws -> [Improvement] {
        guard let build = try await build() else { return [] }
        let mendable = Set(tree.mendableSwift.map(\.path))
        var byPath: [String: [Mend]] = [:]
        for diagnostic in build.diagnostics where diagnostic.isWarning {
            guard let file = tree.file(diagnostic.path), mendable.contains(file.path),
                let mend = Self.mend(diagnostic, in: file)
            else { continue }
            let others = byPath[file.path, default: []]
            // Inlined code is compiled, and warned about, more than once.
            let overlaps = others.contains { other in
                other.replacements.contains { one in mend.replacements.contains { $0.range.overlaps(one.range) } }
            }
            if !overlaps { byPath[file.path] = others + [mend] }
        }
        return byPath.sorted { $0.key < $1.key }.compactMap { path, mends in
            tree.file(path).map { improvement(mends, in: $0) }
        }
    }

    /// A warning with what makes it go away.
    private struct Mend {
        let message: String
        let line: Int
        let replacements: [SourceFile.Replacement]
    }

    private static func mend(_ diagnostic: CompilerDiagnostic, in file: SourceFile) -> Mend? {
        guard clear.contains(where: diagnostic.message.contains) else { return nil }
        var replacements = (diagnostic.fixes.isEmpty ? diagnostic.fixesOfNotes : diagnostic.fixes).map {
            SourceFile.Replacement(range: $0.range, text: $0.text)
        }
        for (sign, word) in [("no calls to throwing", "try "), ("no 'async' operations", "await ")]
        where replacements.isEmpty && diagnostic.message.contains(sign) {
            let range = diagnostic.offset..<diagnostic.offset + word.utf8.count
            if range.upperBound <= file.bytes.count, file.text(range) == word {
                replacements = [SourceFile.Replacement(range: range, text: "")]
            }
        }
        let fixes = diagnostic.fixes + diagnostic.fixesOfNotes
        guard !replacements.isEmpty, fixes.allSatisfy({ $0.path == file.path }), diagnostic.offset < file.bytes.count,
            file.line(at: diagnostic.offset) == diagnostic.line,
            replacements.allSatisfy({ $0.range.upperBound <= file.bytes.count })
        else { return nil }
        return Mend(message: diagnostic.message, line: diagnostic.line, replacements: replacements)
    }

    private func improvement(_ mends: [Mend], in file: SourceFile) -> Improvement {
        let count = mends.count == 1 ? "the warning" : "\(mends.count) warnings"
        let finding = Finding(
            category: name,
            claim: "Mend \(count) in \(file.path): \(mends[0].message)" + (mends.count > 1 ? ", …" : ""),
            rationale: (["The compiler warns of this, and offers the change itself."]
                + mends.prefix(6).map { "Line \($0.line): \($0.message)." }).joined(separator: "\n"),
            places: Set(mends.map(\.line)).sorted().map { file.place(ofLine: $0) }, value: 0.75)
        return Improvement(finding: finding, edits: file.edits(mends.flatMap(\.replacements)))
    }
}
