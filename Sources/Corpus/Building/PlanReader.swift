@preconcurrency import Dispatch
import FoundationEssentials

/// Reads what is planned on a few threads, and puts it together in the order of the plan.
struct PlanReader {
    /// Texts that one thread takes at a time.
    private static let batch = 32

    private let plan: Plan
    private let options: CorpusOptions
    private let control: BuildControl

    init(_ plan: Plan, _ options: CorpusOptions, _ control: BuildControl) {
        self.plan = plan
        self.options = options
        self.control = control
    }

    func read() throws(CorpusError) -> Corpus {
        let assembly = try Assembly(limit: options.maximumSize ?? MemoryBudget.bytes())
        let texts = plan.texts
        let batches = (texts.count + Self.batch - 1) / Self.batch
        let turns = Turns(count: batches)
        let threads = min(batches, max(1, min(4, ProcessInfo.processInfo.activeProcessorCount)))
        let (options, control) = (options, control)
        DispatchQueue.concurrentPerform(iterations: threads) { _ in
            var reader = BatchReader(options, control, assembly, turns)
            while let number = turns.draw() {
                let start = number * Self.batch
                reader.read(texts[start..<min(start + Self.batch, texts.count)], number)
            }
        }
        if let failure = assembly.failure { throw failure }
        try control.check()
        control.report()
        return try corpus(assembly)
    }

    private func corpus(_ assembly: Assembly) throws(CorpusError) -> Corpus {
        let skipped = (plan.skipped + assembly.skipped).sorted { $0.path < $1.path }
        let (text, files, characters) = try assembly.finish()
        if files.allSatisfy(\.range.isEmpty) {
            throw .nothingReadable(
                skipped: skipped, empty: files.count, leftOut: plan.leftOut + assembly.leftOut)
        }
        return Corpus(
            text: text, files: files, skipped: skipped, notices: plan.notices, characterCount: characters)
    }
}
