/// Limits of a worker and of its cells.
package struct REPLSettings: Sendable, Equatable {
    /// Seconds a cell may run, not counting time spent waiting for sub-calls.
    package var cellTimeout: Double
    /// Characters kept of each of stdout and stderr per cell.
    package var outputLimit: Int
    /// Bytes of private memory the worker may use beyond the corpus.
    package var memoryLimit: Int
    /// True refuses to start when a layer of the sandbox is missing.
    package var requireSandbox: Bool
    /// Sub-calls the worker keeps in flight at once.
    package var concurrency: Int
    /// True sends the sub-calls of loops ahead of the code, where they do not depend on one another.
    package var batchCalls: Bool
    /// The question that code is going to look into, for which the worker prepares files while it has nothing else to do;
    /// empty prepares none.
    package var question = ""
    /// False has workers copy long texts in place of sharing them.
    package var mapTexts: Bool

    package init(
        cellTimeout: Double = 120, outputLimit: Int = 20_000, memoryLimit: Int = 4 << 30,
        requireSandbox: Bool = false, concurrency: Int = 16, batchCalls: Bool = true, mapTexts: Bool = true
    ) {
        self.cellTimeout = cellTimeout
        self.outputLimit = outputLimit
        self.memoryLimit = memoryLimit
        self.requireSandbox = requireSandbox
        self.concurrency = concurrency
        self.batchCalls = batchCalls
        self.mapTexts = mapTexts
    }
}
