/// Private declarations of Swift that nothing in their file names: nothing else can reach them.
package struct DeadPrivateRecipe: Recipe {
    package let name = "dead-code"

    package init() {}

    package func improvements(in tree: ProjectFiles) -> [Improvement] {
        tree.mendableSwift.filter { !Self.mayHideUses($0) }.compactMap { file in
            let unused = PrivateDeclarations(of: file).unused
            return unused.isEmpty ? nil : improvement(unused, in: file)
        }
    }

    /// Objective-C finds members by name at run time; the top of a program runs what it declares.
    private static func mayHideUses(_ file: SourceFile) -> Bool {
        let text = String(decoding: file.bytes, as: UTF8.self)
        return file.path.hasSuffix("main.swift") || text.contains("@objc")
            || text.contains("@IB") || text.contains("@resultBuilder") || text.contains("@_cdecl")
    }

    private func improvement(_ unused: [PrivateDeclarations.Declaration], in file: SourceFile) -> Improvement {
        let names = unused.map(\.name)
        let shown = names.prefix(3).map { "`\($0)`" }.joined(separator: ", ") + (names.count > 3 ? ", …" : "")
        let what = unused.count == 1 ? "private \(unused[0].keyword)" : "\(unused.count) unused private declarations"
        let finding = Finding(
            category: name,
            claim: unused.count == 1
                ? "Remove the unused \(what) \(shown) from \(file.path)" : "Remove \(what) from \(file.path): \(shown)",
            rationale: "What is private can only be named in its own file, and the file names "
                + "\(unused.count == 1 ? "it" : "these") nowhere but where \(unused.count == 1 ? "it is" : "they are") "
                + "declared.",
            places: unused.map { file.place(ofLine: file.line(at: $0.nameStart)) }, symbols: names, value: 0.7)
        // Two neighbours share the empty line between them.
        var end = 0
        let removals = unused.map { declaration in
            defer { end = declaration.range.upperBound }
            return SourceFile.Replacement(
                range: max(end, declaration.range.lowerBound)..<declaration.range.upperBound, text: "")
        }
        return Improvement(finding: finding, edits: file.edits(removals))
    }
}
