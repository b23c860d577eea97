import Posix

/// Swift files that have slipped from the format that their repository keeps to.
package struct FormatRecipe: Recipe {
    package let name = "format"

    package init() {}

    /// Only for a repository that has settings for `swift format` and keeps to them but for a few files.
    package func improvements(in tree: ProjectFiles) async throws -> [Improvement] {
        let settings = tree.files.filter { $0.path == ".swift-format" || $0.path.hasSuffix("/.swift-format") }
        let files = tree.mendableSwift
        guard !settings.isEmpty, !files.isEmpty else { return [] }
        let folder = try ScratchFolder()
        for file in settings + files { try folder.write(file.bytes, at: file.path) }
        let command = ChildCommand(
            "swift", ["format", "format", "--in-place", "--parallel", "--recursive", "."], directory: folder.path)
        guard let output = try? await ChildProcess.run(command, timeout: 300), output.status.isSuccess else {
            try Task.checkCancellation()
            return []
        }
        let changed = files.compactMap { file -> (SourceFile, [UInt8])? in
            guard let formatted = try? folder.read(file.path), formatted != file.bytes else { return nil }
            return (file, formatted)
        }
        guard changed.count * 10 <= files.count + 9 else { return [] }
        return stride(from: 0, to: changed.count, by: 8).map {
            improvement(changed[$0..<min($0 + 8, changed.count)])
        }
    }

    private func improvement(_ changed: ArraySlice<(SourceFile, [UInt8])>) -> Improvement {
        let edits = changed.flatMap { file, formatted in file.edits(LineDifference.replacements(file, formatted)) }
        let place = changed.count == 1 ? changed.first!.0.path : "\(changed.count) files"
        let finding = Finding(
            category: name, claim: "Format \(place) as the repository's settings say",
            rationale: "`swift format` with the repository's own settings changes these files and leaves nearly all "
                + "others as they are.",
            places: changed.flatMap { file, formatted in
                LineDifference.replacements(file, formatted).prefix(3).map {
                    file.place(ofLine: file.line(at: $0.range.lowerBound))
                }
            }, value: 0.4)
        return Improvement(finding: finding, edits: edits)
    }
}
