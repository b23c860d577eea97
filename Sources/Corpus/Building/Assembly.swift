import Posix

/// The corpus while threads read its texts: each adds its part when the turn is its own.
///
/// `@unchecked Sendable`: only the thread whose turn it is touches the state, and `Turns` orders the threads.
final class Assembly: @unchecked Sendable {
    private var writer: CorpusWriter?
    private(set) var skipped: [SkippedFile] = []
    private(set) var leftOut = 0
    /// The error of the earliest text that failed.
    private(set) var failure: CorpusError?

    init(limit: Int) throws(CorpusError) {
        writer = try CorpusWriter(limit: limit)
    }

    func write<Result>(
        _ body: (inout CorpusWriter) throws(CorpusError) -> Result
    ) throws(CorpusError) -> Result {
        guard var writer = writer.take() else { preconditionFailure("the text is sealed") }
        do throws(CorpusError) {
            let result = try body(&writer)
            self.writer = consume writer
            return result
        } catch {
            self.writer = consume writer
            throw error
        }
    }

    func skip(_ path: String, _ reason: SkippedFile.Reason) {
        skipped.append(SkippedFile(path: path, reason: reason))
    }

    func leaveOut() { leftOut += 1 }

    func fail(_ error: CorpusError) {
        if failure == nil { failure = error }
    }

    /// Seals the text.
    func finish() throws(CorpusError) -> (text: SharedMemory, files: [CorpusFile], characters: Int) {
        guard let writer = writer.take() else { preconditionFailure("the text is sealed") }
        let (files, characters) = (writer.files, writer.characterCount)
        return (try writer.finish(), files, characters)
    }
}
