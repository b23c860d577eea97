import Corpus
import REPL
import TestSupport

/// A session in which programs run one after another, each from the same state.
struct ProgramRunner: Sendable {
    /// All that can be seen of a program from outside.
    struct Outcome: Sendable {
        var cells: [CellResult]
        var calls: RecordingModel.Record
    }

    private let session: REPLSession
    private let model: RecordingModel
    private let before: String
    private let after: String

    init(ahead: Bool) async throws {
        var settings = REPLSettings.test
        settings.batchCalls = ahead
        let model = RecordingModel(delay: .milliseconds(3))
        self.model = model
        session = try await REPLSession(
            corpus: testCorpus([
                ("a.txt", "alpha beta\ngamma\n\ndelta\n"),
                ("src/b.py", "def b():\n    return 'ü'\n\n\nclass C:\n    pass\n"),
            ]), settings: settings
        ) { await model.answer($0) }
        before = try Program.text("before.py")
        after = try Program.text("after.py")
    }

    /// The cells are numbered alike in each session, as their tracebacks tell the number.
    func run(_ program: Program, delay: Duration = .milliseconds(3)) async throws -> Outcome {
        _ = model.take(delay: delay)
        var cells: [CellResult] = []
        for source in [before, program.code, after] {
            var result = try await session.run(source)
            result.seconds = 0
            cells.append(result)
        }
        return Outcome(cells: cells, calls: model.take())
    }

    func close() async { await session.close() }
}
