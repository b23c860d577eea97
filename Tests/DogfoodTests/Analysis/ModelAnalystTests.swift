import Corpus
import Dogfood
import GitStore
import LanguageModels
import RLMEngine
import TestSupport
import Testing

@Suite struct ModelAnalystTests {
    private static let source = """
        /// The mean of some numbers.
        func mean(_ numbers: [Double]) -> Double {
            numbers.reduce(0, +) / Double(numbers.count)
        }

        """

    private static let found = """
        ```repl
        answer["content"] = \"\"\"FINDING
        category: bug
        claim: Let the mean of nothing be zero, not NaN
        value: 0.9
        place: Sources/Mean.swift:7 `numbers.reduce(0, +) / Double(numbers.count)`
        place: Sources/Gone.swift:1 `nothing`
        symbols: mean
        rationale: A list without numbers divides by zero.
        END
        FINDING
        category: bug
        claim: Something that stands nowhere
        place: Sources/Mean.swift:2 `let invented = 1`
        END\"\"\"
        answer["ready"] = True
        ```
        """

    private static let edit = """
        An empty list has the mean 0.

        Sources/Mean.swift
        <<<<<<< SEARCH
            numbers.reduce(0, +) / Double(numbers.count)
        =======
            numbers.isEmpty ? 0 : numbers.reduce(0, +) / Double(numbers.count)
        >>>>>>> REPLACE
        """

    private func analyst(_ model: AnsweringModel, in folder: TemporaryFolder) async throws -> ModelAnalyst {
        _ = try folder.write(Self.source, to: "Sources/Mean.swift")
        var corpusOptions = CorpusOptions()
        corpusOptions.currentFolder = folder.path
        let corpus = try await CorpusBuilder([.path(".")], options: corpusOptions).build()
        var options = RunOptions()
        options.alwaysRecurse = true
        let files = ProjectFiles(
            base: try #require(GitObjectID("0000000000000000000000000000000000000000")), paths: ["Sources/Mean.swift"],
            files: [SourceFile(path: "Sources/Mean.swift", bytes: Array(Self.source.utf8))])
        return ModelAnalyst(
            RecursiveLanguageModel(model: model, subModel: model, options: options), corpus: corpus, files: files,
            request: AnalysisRequest(focus: "arithmetic", count: 3, notes: "Nothing."))
    }

    @Test func keepsOnlyFindingsThatStandInTheFiles() async throws {
        let folder = try TemporaryFolder()
        let model = AnsweringModel(pricePerToken: 0.001, replies: [Self.found])
        let analyst = try await analyst(model, in: folder)
        let findings = try await analyst.findings()
        #expect(findings.map(\.claim) == ["Let the mean of nothing be zero, not NaN"])
        // The line was counted wrong; the quote tells which it is.
        #expect(findings.first?.places.map(\.line) == [3])
        #expect(findings.first?.symbols == ["mean"])
        #expect(analyst.spending.knownUSD > 0)
        #expect(model.requests.first?.messages.last?.text.contains("Look only at this: arithmetic") == true)
    }

    @Test func readsEditsAndTellsWhatFailedBefore() async throws {
        let folder = try TemporaryFolder()
        // The engine may ask more than once for the findings; drafts tell what failed before.
        let model = AnsweringModel { request, _ in
            guard request.messages.first?.text.hasPrefix("You change a code repository") == true else {
                return Self.found
            }
            let asked = request.messages.last?.text ?? ""
            if asked.contains("What became of draft 2") { return "NOTHING: an empty list has no mean." }
            return asked.contains("What became of draft 1") ? Self.edit : "I would rather not."
        }
        let analyst = try await analyst(model, in: folder)
        let finding = try #require(await analyst.findings().first)
        await #expect(throws: DraftRefusal.self) { try await analyst.draft(finding, feedback: []) }
        let edits = try await analyst.draft(finding, feedback: ["it had no edit block"])
        #expect(edits.map(\.path) == ["Sources/Mean.swift"])
        // What it wrote stands between the task and what became of it.
        let messages = try #require(model.requests.last?.messages)
        #expect(messages.map(\.role) == [.system, .user, .assistant, .user])
        #expect(messages[1].text.contains(Self.source))
        #expect(messages[2].text == "I would rather not.")
        #expect(messages[3].text.contains("it had no edit block"))
        await #expect(
            throws: DraftRefusal("test/root would not change anything: an empty list has no mean.", isFinal: true)
        ) {
            try await analyst.draft(finding, feedback: ["one", "two"])
        }
        #expect(model.requests.last?.messages.map(\.text).contains(Self.edit) == true)
    }
}
