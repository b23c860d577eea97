/// Links of Markdown documents to files that have moved within the repository.
package struct DeadLinkRecipe: Recipe {
    package let name = "dead-link"

    package init() {}

    package func improvements(in tree: ProjectFiles) -> [Improvement] {
        let index = PathIndex(tree.paths)
        let found = tree.mendable.compactMap { file -> (SourceFile, [Link])? in
            guard ["md", "markdown"].contains(file.fileExtension), !file.path.contains(".docc/") else { return nil }
            let links = MarkdownLinks.links(in: file).compactMap { mended($0, in: file, index) }
            return links.isEmpty ? nil : (file, links)
        }
        return found.map(improvement)
    }

    /// A link that leads nowhere, and where it should lead.
    private struct Link {
        let range: Range<Int>
        let old: String
        let new: String
    }

    private func mended(_ range: Range<Int>, in file: SourceFile, _ index: PathIndex) -> Link? {
        let target = file.text(range)
        let path = String(target.prefix { $0 != "#" && $0 != "?" })
        guard !path.isEmpty, !path.hasPrefix("/"), !path.contains(":"), !path.contains("%"), !path.contains(" "),
            let folder = PathIndex.normal(PathIndex.folder(of: file.path)),
            let place = PathIndex.normal(folder + path.split(separator: "/").map(String.init)),
            !index.has(place), let moved = index.only(named: place.last ?? "")
        else { return nil }
        return Link(
            range: range, old: target, new: PathIndex.relative(moved, to: folder) + target.dropFirst(path.count))
    }

    private func improvement(_ file: SourceFile, _ links: [Link]) -> Improvement {
        let shown = links.count == 1 ? "`\(links[0].old)`" : "\(links.count) files"
        let finding = Finding(
            category: name,
            claim: "Let the \(links.count == 1 ? "link" : "links") to \(shown) in \(file.path) lead there",
            rationale:
                "The linked \(links.count == 1 ? "file has" : "files have") another place in the repository now: "
                + links.map { "`\($0.old)` is `\($0.new)`" }.joined(separator: ", ") + ".",
            places: links.map { file.place(ofLine: file.line(at: $0.range.lowerBound)) }, value: 0.65)
        return Improvement(
            finding: finding, edits: file.edits(links.map { SourceFile.Replacement(range: $0.range, text: $0.new) }))
    }
}
