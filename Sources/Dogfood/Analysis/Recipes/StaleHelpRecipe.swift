/// Help texts in Markdown documents that a program of the package no longer prints like that.
///
/// Only `--help` is asked for, of programs that the package itself builds, and only by words that no shell would read.
package struct StaleHelpRecipe: Recipe {
    /// Runs a program of the package in the sandbox; nil when there is none of this name, or it fails.
    package typealias Output = @Sendable (_ program: String, _ arguments: [String]) async throws -> String?

    package let name = "stale-help"
    private let output: Output

    package init(output: @escaping Output) {
        self.output = output
    }

    package func improvements(in tree: ProjectFiles) async throws -> [Improvement] {
        var found: [Improvement] = []
        for file in tree.mendable where ["md", "markdown"].contains(file.fileExtension) && !Self.isTutorial(file) {
            var stale: [Snippet] = []
            let commands = RecordedCommand.all(in: file)
            // What a document shows more than once, it shows on the way to something.
            for command in commands where commands.count(where: { $0.words == command.words }) == 1 {
                if let snippet = try await snippet(command, in: file) { stale.append(snippet) }
            }
            if !stale.isEmpty { found.append(improvement(stale, in: file)) }
        }
        return found
    }

    /// Articles of a documentation catalogue tell of programs that their readers write.
    private static func isTutorial(_ file: SourceFile) -> Bool { file.path.contains(".docc/") }

    private struct Snippet {
        let command: RecordedCommand
        let difference: RecordedOutput
    }

    private func snippet(_ command: RecordedCommand, in file: SourceFile) async throws -> Snippet? {
        guard let (program, arguments) = Self.call(command.words),
            let text = try await output(program, arguments), Self.isLasting(text)
        else { return nil }
        let recorded = command.output.map { line in
            String(file.text(file.range(ofLine: line)).trimmingPrefix(command.indent))
        }
        let actual = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let difference = RecordedOutput(recorded: recorded, actual: actual)
        // The next time it has to say the same.
        guard difference.isStale, try await output(program, arguments) == text else { return nil }
        return Snippet(command: command, difference: difference)
    }

    /// The program and its arguments where they ask for help and nothing else.
    static func call(_ words: [String]) -> (program: String, arguments: [String])? {
        var words = ArraySlice(words)
        if words.starts(with: ["swift", "run"]) {
            words = words.dropFirst(2)
            if words.first == "-c" { words = words.dropFirst(2) }
        }
        let isPlain = words.allSatisfy { word in
            word.utf8.allSatisfy { SwiftToken.isName($0) || "-./".utf8.contains($0) }
        }
        guard isPlain, words.count <= 6, let path = words.first,
            words.dropFirst().contains(where: ["--help", "-h", "help"].contains)
        else { return nil }
        let parts = path.split(separator: "/")
        guard let program = parts.last, parts.count == 1 || parts.first == ".build" else { return nil }
        return (String(program), Array(words.dropFirst()))
    }

    /// Nothing of this machine or of this moment, and nothing that a block could not hold.
    private static func isLasting(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count < 20_000
            && !["/package/", "/tmp/", "/usr/", "\u{1b}", "```", "~~~", "\t"].contains(where: text.contains)
    }

    private func improvement(_ stale: [Snippet], in file: SourceFile) -> Improvement {
        var after: [UInt8] = []
        var position = 0
        for snippet in stale {
            let lines = snippet.command.output
            let start = file.range(ofLine: lines.lowerBound).lowerBound
            after += file.bytes[position..<start]
            for line in snippet.difference.actual {
                after += ((line.isEmpty ? "" : snippet.command.indent) + line + "\n").utf8
            }
            position = file.range(ofLine: lines.upperBound).upperBound
        }
        after += file.bytes[position...]
        let shown = stale.map { "`\($0.command.words.joined(separator: " "))`" }
        let finding = Finding(
            category: name,
            claim:
                "Let \(file.path) show what \(shown.prefix(3).joined(separator: ", "))\(shown.count > 3 ? ", …" : "") "
                + "\(shown.count == 1 ? "prints" : "print") now",
            rationale: (["The program that this commit builds prints another help than the document shows."]
                + stale.prefix(3).flatMap { Self.reasons($0.difference) }).joined(separator: "\n"),
            places: stale.map { file.place(ofLine: $0.command.line) }, value: 0.7)
        return Improvement(finding: finding, edits: file.edits(LineDifference.replacements(file, after)))
    }

    private static func reasons(_ difference: RecordedOutput) -> [String] {
        let gone = difference.gone.first.map { ["It no longer prints: \(plain($0))"] } ?? []
        return gone + (difference.missing.first.map { ["The document lacks: \(plain($0))"] } ?? [])
    }

    private static func plain(_ line: String) -> String { line.split(separator: " ").joined(separator: " ") }
}
