/// Private declarations of Swift that nothing in their file names: nothing else can reach them.
package struct DeadPrivateRecipe: Recipe {
    package let name = "dead-code"

    package init() {}

    package func improvements(in tree: ProjectFiles) -> [Improvement] {
        tree.swiftFiles.filter { !Ownership.isTest($0.path) && !Self.mayHideUses($0) }.flatMap { file in
            PrivateDeclarations(of: file).unused.map { improvement($0, in: file) }
        }
    }

    /// Objective-C finds members by name at run time; the top of a program runs what it declares.
    private static func mayHideUses(_ file: SourceFile) -> Bool {
        let text = String(decoding: file.bytes, as: UTF8.self)
        return file.path.hasSuffix("main.swift") || file.path.hasSuffix("Package.swift") || text.contains("@objc")
            || text.contains("@IB") || text.contains("@resultBuilder") || text.contains("@_cdecl")
    }

    private func improvement(_ found: PrivateDeclarations.Declaration, in file: SourceFile) -> Improvement {
        let finding = Finding(
            category: name, claim: "Remove the unused private \(found.keyword) `\(found.name)` from \(file.path)",
            rationale: "It is private, so only its own file can name it, and the file does so nowhere but where it is "
                + "declared.",
            places: [file.place(ofLine: file.line(at: found.nameStart))], symbols: [found.name], value: 0.7)
        return Improvement(
            finding: finding, edits: file.edits([SourceFile.Replacement(range: found.range, text: "")]))
    }
}
