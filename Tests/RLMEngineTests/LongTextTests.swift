import TestSupport
import Testing

@testable import RLMEngine

/// Texts that are long in an unkind way take time in proportion to their length.
@Suite(.serialized) struct LongTextTests {
    /// Generous: what is not linear takes minutes or more.
    private static let patience = Duration.seconds(20)

    private func time(_ body: () -> Void) -> Duration { ContinuousClock().measure(body) }

    @Test(.timeLimit(.minutes(2)), arguments: ["a", "a.", "a/", "1", "_-", "x:", "\\"])
    func readsCitationsInALineWithoutSpaces(piece: String) {
        let line = String(repeating: piece, count: 20_000 / piece.count) + " src/a.py:12 `x`"
        var mentions: [CitationParser.Mention] = []
        let taken = time { mentions = CitationParser.mentions(in: line) }
        #expect(taken < Self.patience)
        #expect(mentions.last?.path == "src/a.py")
        #expect(mentions.last?.line == 12)
    }

    @Test(.timeLimit(.minutes(2))) func checksThousandsOfCitations() throws {
        let corpus = try testCorpus([("a.py", String(repeating: "a_value = 1\n", count: 10_000))])
        let answer = (1...2_000).map { "- a_value at a.py:\($0)" }.joined(separator: "\n")
        var citations: [Citation] = []
        let taken = time { citations = CitationChecker(corpus: corpus).citations(in: answer) }
        #expect(taken < Self.patience)
        #expect(citations.count == 2_000)
        #expect(citations.count { $0.verified } == 2_000)
    }

    @Test(.timeLimit(.minutes(2))) func checksThousandsOfFalseQuotes() throws {
        let corpus = try testCorpus([("a.py", String(repeating: "value = 1\n", count: 10_000))])
        let answer = (1...1_000).map { "- a.py:\($0 + 3_000) `no such text \($0)`" }.joined(separator: "\n")
        var findings: [CitationChecker.Finding] = []
        let taken = time { findings = CitationChecker(corpus: corpus).findings(in: answer) }
        #expect(taken < Self.patience)
        #expect(findings.count { $0.problem != nil } == 1_000)
    }

    @Test(.timeLimit(.minutes(2)), arguments: ["() ", "(", ")", "() x", "`"])
    func findsTheEndOfALongSubmission(piece: String) {
        let text = "FINAL(x) " + String(repeating: piece, count: 100_000 / piece.count) + "y"
        let taken = time { _ = SubmissionParser.find(in: text) }
        #expect(taken < Self.patience)
    }
}
