import Commands
import Dogfood
import GitStore

extension Option {
    static let focus = Option("--focus", .text("TEXT"), help: "look only at what this names: a folder, a kind, a topic")
}

extension Verb {
    /// `rlm-dogfood findings`.
    static let findings = Verb(
        CommandDeclaration(
            name: "findings", summary: "Lists what could be better, and changes nothing.",
            groups: [
                CommandDeclaration.OptionGroup(
                    "Analysis",
                    [.focus, Option("--build", help: "build and test the base commit first, as a cycle does")]),
                CommandDeclaration.OptionGroup(
                    "Options",
                    [.repository, .json, Option("--diff", help: "show also the edits that would mend it, untested")]),
            ],
            sections: [
                HelpText.Section(
                    "What the built-in analyst finds",
                    [
                        "misspelling           by codespell: in comments, documents and messages",
                        "repeated-word         “the the”, in comments and documents",
                        "dead-link             links of Markdown documents to files that have moved",
                        "dead-code             private declarations of Swift that nothing uses",
                        "stale-documentation   parameters that documentation calls by another name",
                        "format                Swift files that differ from the repository's own format",
                        "warning               what the compiler warns of and mends itself (with --build)",
                        "stale-help            help texts in Markdown that are out of date (with --build)",
                        "missing-test          examples of documentation as tests (with --build)",
                    ])
            ])
    ) { input in
        try input.expectNoOperands(of: "findings")
        let repository = try OpenRepository(input)
        let base = try repository.base()
        let files = try ProjectFiles(repository.git, base: base, rules: repository.policy(for: base).paths)
        let builds = input.parsed.has("--build")
        let lock = builds ? try RunLock(repository.folder, command: "findings") : nil
        defer { withExtendedLifetime(lock) {} }
        let analyst = BuiltinAnalyst(
            files, recipes: builds ? try repository.recipes(input.parsed, files) : BuiltinAnalyst.allRecipes,
            focus: input.parsed.text("--focus"))
        var listed: [FindingReport] = []
        for finding in try await analyst.findings() {
            let edits = input.parsed.has("--diff") ? analyst.draft(finding, feedback: []) : []
            listed.append(
                FindingReport(finding, diff: edits.isEmpty ? nil : try repository.diff(edits, base: base)))
        }
        try StandardOutput.write(
            input.wantsJSON ? try JSONText.of(listed) : listed.map(\.text).joined(separator: "\n"))
        if listed.isEmpty, !input.wantsJSON { try StandardOutput.write("nothing found\n", to: 2) }
        return listed.isEmpty ? .incomplete : .success
    }
}

extension OpenRepository {
    /// What edits would change, as `git diff` prints it.
    fileprivate func diff(_ edits: [Edit], base: GitObjectID) throws -> String {
        let gate = ApplyGate.examine(edits, base: base, repository: git)
        guard let candidate = gate.candidate else { throw CommandFailure(.incomplete, gate.record.summary) }
        return String(
            decoding: try git.diff(from: candidate.baseTree, to: candidate.tree, findsRenames: false).text,
            as: UTF8.self)
    }
}
