package import Corpus

/// Runs a recorded run again, with a real worker and the recorded replies in place of the models.
package enum Replay {
    /// - Parameter corpus: the input; the same as when the run was recorded, or what differs is found.
    package static func run(_ recorded: RecordedRun, corpus: Corpus) async -> ReplayReport {
        let ended = AsyncStream<Void>.makeStream()
        let comparison = ReplayComparison(recorded) { ended.continuation.finish() }
        let calls = ReplayCalls(recorded.calls) { comparison.missed($0) }
        let setup = recorded.setup
        let root = ReplayModel(setup.root, calls)
        let engine = RecursiveLanguageModel(
            model: root, subModel: setup.sub == setup.root ? root : ReplayModel(setup.sub, calls),
            options: setup.options.runOptions)
        let run = Task {
            let answer = await engine.answer(question: setup.question, corpus: corpus) { comparison.handle($0) }
            ended.continuation.finish()
            return answer
        }
        await withTaskCancellationHandler {
            for await _ in ended.stream {}
            run.cancel()
            _ = await run.value
        } onCancel: {
            run.cancel()
        }
        return comparison.report
    }
}
