import Configuration
import Corpus
import FoundationEssentials

/// The input of a question, read from what the user named.
struct AskInput: Sendable {
    let request: AskRequest
    init(_ request: AskRequest, _ settings: CorpusSettings) { self.request = request }
    func corpus(onNotice: (String) -> Void) async throws -> Corpus {
        try Corpus(
            text: try String(contentsOf: URL(filePath: request.paths[0]), encoding: .utf8), path: request.paths[0])
    }
}
