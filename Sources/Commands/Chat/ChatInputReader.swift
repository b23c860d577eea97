import Configuration
import Corpus

/// Reads what a chat is about, with what each file holds.
struct ChatInputReader: Sendable {
    /// The input of a chat as it was read.
    struct Input: Sendable {
        var corpus: Corpus
        /// See `Corpus.contentDigests`.
        var files: [String: String]

        func record(_ paths: [String], parts: [[String]]) -> ChatRecord.Input {
            ChatRecord.Input(paths: paths, files: files, parts: parts)
        }
    }

    let revision: String?
    let settings: Settings
    let isQuiet: Bool

    /// - Parameter display: shows how far it is, and remarks.
    func read(_ paths: [String], display: ProgressDisplay) async throws -> Input {
        let animation = Task { await display.animate() }
        defer { animation.cancel() }
        var options = CorpusOptions(settings.corpus)
        // A chat outlives changes of its files.
        options.leastShared = .max
        let corpus = try await AskInput(paths: paths, revision: revision, options).corpus(display: display)
        let remarks = AskInput.remarks(on: corpus.skipped, verbose: settings.terminal.verbose)
        for notice in corpus.notices + remarks where !isQuiet { display.say(PlainText.cleaned(notice)) }
        return Input(corpus: corpus, files: corpus.contentDigests())
    }
}
